package io.stoker.modules.mod_brotli;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.AlterETag;
import io.stoker.api.BodyFilter;
import io.stoker.api.Cmd;
import io.stoker.api.CompressionNotes;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.api.Numbers;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** mod_brotli: brotli for replies. */
@AutoService(HttpdModule.class)
public final class ModBrotli implements HttpdModule {

  static final Slot<BrotliConfig> CONFIG = Slot.server(BrotliConfig.UNSET);

  private static final String ETAG_WORDS =
      "BrotliAlterETag accepts only 'AddSuffix', 'NoChange' and 'Remove'";

  @Override
  public String name() {
    return "mod_brotli";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("BrotliFilterNote")
            .fallback("none")
            .help("Input, Output or Ratio (the default), and the note to write it to")
            .apply(Directive.Arity.TAKE12, "[type] notename", ModBrotli::note),
        row("BrotliCompressionQuality")
            .fallback("5")
            .help("0 (fast) to 11 (small)")
            .apply(
                Directive.Arity.TAKE1,
                "quality",
                number("BrotliCompressionQuality", 0, 11, BrotliConfig::withQuality)),
        row("BrotliCompressionWindow")
            .fallback("18")
            .help("bits of the window, 10 to 24")
            .apply(
                Directive.Arity.TAKE1,
                "bits",
                number("BrotliCompressionWindow", 10, 24, BrotliConfig::withWindow)),
        row("BrotliCompressionMaxInputBlock")
            .fallback("automatic")
            .help("bits of the largest block of input, 16 to 24")
            .apply(
                Directive.Arity.TAKE1,
                "bits",
                number("BrotliCompressionMaxInputBlock", 16, 24, BrotliConfig::withBlock)),
        row("BrotliAlterETag")
            .fallback("AddSuffix")
            .help("what becomes of the ETag of compressed content: AddSuffix, NoChange or Remove")
            .take(AlterETag.arg(ETAG_WORDS), CONFIG, BrotliConfig::withEtag));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(BodyFilter.POINT.offer("BROTLI_COMPRESS", new BrotliOutput()));
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    refuseWithout(BrotliLibrary.problem());
  }

  /** Refuses the configuration where the library cannot be used. */
  static void refuseWithout(@Nullable Throwable problem) throws DirectiveException {
    if (problem != null) {
      String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      throw new DirectiveException(
          "mod_brotli: the brotli library for %s cannot be loaded by way of %s: %s"
              .formatted(machine, System.getProperty("java.io.tmpdir"), problem),
          problem);
    }
  }

  /** Reads the number at the beginning of the word, as httpd does; of none that is 0. */
  private static Directive.Action number(
      String name, int min, int max, BiFunction<BrotliConfig, Integer, BrotliConfig> with) {
    return (cmd, args) -> {
      int value = Numbers.leadingInt(args.getFirst());
      if (value < min || value > max) {
        throw new DirectiveException(name + " must be between " + min + " and " + max);
      }
      cmd.update(CONFIG, config -> with.apply(config, value));
    };
  }

  private static void note(Cmd cmd, List<String> args) throws DirectiveException {
    CompressionNotes notes = cmd.get(CONFIG).effectiveNotes().with(args);
    if (notes == null) {
      throw new DirectiveException("Unknown BrotliFilterNote type '" + args.getFirst() + "'");
    }
    cmd.update(CONFIG, config -> config.withNotes(notes));
  }
}
