package io.stoker.modules.mod_zstd;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.github.luben.zstd.util.Native;
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

/** mod_zstd: zstd for replies, as mod_brotli does brotli. httpd has no such module. */
@AutoService(HttpdModule.class)
public final class ModZstd implements HttpdModule {

  static final Slot<ZstdConfig> CONFIG = Slot.server(ZstdConfig.UNSET);

  private static final String ETAG_WORDS =
      "StokerZstdAlterETag accepts only 'AddSuffix', 'NoChange' and 'Remove'";

  @Override
  public String name() {
    return "mod_zstd";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("StokerZstdFilterNote")
            .fallback("none")
            .help("Input, Output or Ratio (the default), and the note to write it to")
            .apply(Directive.Arity.TAKE12, "[type] notename", ModZstd::note),
        row("StokerZstdCompressionLevel")
            .fallback("3")
            .help("1 (fast) to 22 (small)")
            .apply(
                Directive.Arity.TAKE1,
                "level",
                number("StokerZstdCompressionLevel", 1, 22, ZstdConfig::withLevel)),
        row("StokerZstdCompressionWindow")
            .fallback("automatic")
            .help("bits of the window, 10 to 23, of which more is not for HTTP")
            .apply(
                Directive.Arity.TAKE1,
                "bits",
                number(
                    "StokerZstdCompressionWindow",
                    10,
                    ZstdConfig.LARGEST_WINDOW,
                    ZstdConfig::withWindow)),
        row("StokerZstdAlterETag")
            .fallback("AddSuffix")
            .help("what becomes of the ETag of compressed content: AddSuffix, NoChange or Remove")
            .take(AlterETag.arg(ETAG_WORDS), CONFIG, ZstdConfig::withEtag));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(BodyFilter.POINT.offer("ZSTD_COMPRESS", new ZstdOutput()));
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    load(Native::load);
  }

  /** Loads the library; refuses the configuration where that cannot be. */
  static void load(Runnable loading) throws DirectiveException {
    try {
      loading.run();
    } catch (LinkageError problem) {
      String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      throw new DirectiveException(
          "mod_zstd: the zstd library for %s cannot be loaded by way of %s: %s"
              .formatted(machine, System.getProperty("java.io.tmpdir"), problem),
          problem);
    }
  }

  private static Directive.Action number(
      String name, int min, int max, BiFunction<ZstdConfig, Integer, ZstdConfig> with) {
    String error = name + " must be between " + min + " and " + max;
    return (cmd, args) -> {
      long value = Numbers.whole(args.getFirst(), error);
      if (value < min || value > max) {
        throw new DirectiveException(error);
      }
      cmd.update(CONFIG, config -> with.apply(config, (int) value));
    };
  }

  private static void note(Cmd cmd, List<String> args) throws DirectiveException {
    CompressionNotes notes = cmd.get(CONFIG).effectiveNotes().with(args);
    if (notes == null) {
      throw new DirectiveException("Unknown StokerZstdFilterNote type '" + args.getFirst() + "'");
    }
    cmd.update(CONFIG, config -> config.withNotes(notes));
  }
}
