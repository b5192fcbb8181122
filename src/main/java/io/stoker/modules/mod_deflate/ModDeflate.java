package io.stoker.modules.mod_deflate;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
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
import io.stoker.api.InputFilter;
import io.stoker.api.Numbers;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import java.util.List;

/** mod_deflate: gzip for replies, and the way back for replies and requests. */
@AutoService(HttpdModule.class)
public final class ModDeflate implements HttpdModule {

  static final Slot<DeflateConfig> CONFIG = Slot.server(DeflateConfig.UNSET);
  static final Slot<InflateLimits> LIMITS = Slot.directory(InflateLimits.UNSET);

  private static final String ETAG_WORDS =
      "DeflateAlterETAG accepts only 'NoChange', 'AddSuffix', and 'Remove'";

  @Override
  public String name() {
    return "mod_deflate";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("DeflateFilterNote")
            .help("Input, Output or Ratio (the default), and the note to write it to")
            .apply(Directive.Arity.TAKE12, "[type] notename", ModDeflate::note),
        row("DeflateWindowSize")
            .fallback("15")
            .help("bits of the window, 1 to 15")
            .apply(
                Directive.Arity.TAKE1,
                "bits",
                (cmd, args) -> {
                  int bits = number(args, 1, 15, "DeflateWindowSize must be between 1 and 15");
                  cmd.update(CONFIG, config -> config.withWindow(bits));
                }),
        row("DeflateBufferSize")
            .fallback("8096")
            .help("bytes that are compressed to in one piece")
            .apply(
                Directive.Arity.TAKE1,
                "bytes",
                (cmd, args) -> {
                  int bytes =
                      number(args, 1, Integer.MAX_VALUE, "DeflateBufferSize should be positive");
                  cmd.update(CONFIG, config -> config.withBufferSize(bytes));
                }),
        row("DeflateMemLevel")
            .fallback("9")
            .help("memory for compressing, 1 to 9")
            .apply(
                Directive.Arity.TAKE1,
                "level",
                (cmd, args) -> {
                  int level = number(args, 1, 9, "DeflateMemLevel must be between 1 and 9");
                  cmd.update(CONFIG, config -> config.withMemory(level));
                }),
        row("DeflateCompressionLevel")
            .help("1 (fast) to 9 (small)")
            .apply(
                Directive.Arity.TAKE1,
                "level",
                (cmd, args) -> {
                  int level = number(args, 1, 9, "Compression Level must be between 1 and 9");
                  cmd.update(CONFIG, config -> config.withLevel(level));
                }),
        row("DeflateAlterETag")
            .fallback("AddSuffix")
            .help("what becomes of the ETag of compressed content: AddSuffix, NoChange or Remove")
            .take(AlterETag.arg(ETAG_WORDS), CONFIG, DeflateConfig::withEtag),
        limit("DeflateInflateLimitRequestBody")
            .help("bytes that compressed content of a request may become")
            .apply(Directive.Arity.TAKE1, "bytes", ModDeflate::bodyLimit),
        limit("DeflateInflateRatioLimit")
            .fallback("200")
            .help("bytes that a byte of compressed content may become")
            .apply(
                Directive.Arity.TAKE1,
                "ratio",
                (cmd, args) -> {
                  int ratio =
                      number(
                          args, 1, Integer.MAX_VALUE, "DeflateInflateRatioLimit must be positive");
                  cmd.update(LIMITS, limits -> limits.withRatio(ratio));
                }),
        limit("DeflateInflateRatioBurst")
            .fallback("3")
            .help("how often the ratio may be passed")
            .apply(
                Directive.Arity.TAKE1,
                "times",
                (cmd, args) -> {
                  int times =
                      number(
                          args, 1, Integer.MAX_VALUE, "DeflateInflateRatioBurst must be positive");
                  cmd.update(LIMITS, limits -> limits.withBurst(times));
                }));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  private static Directive.Builder limit(String name) {
    return Directive.named(name).in(SERVER, VHOST, DIRECTORY, HTACCESS).override(OverrideClass.ANY);
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        BodyFilter.POINT.offer("DEFLATE", new DeflateOutput()),
        BodyFilter.POINT.offer("INFLATE", new InflateOutput()),
        InputFilter.POINT.offer("DEFLATE", InflatedBody::of));
  }

  /** The number at the beginning of the word, as httpd reads it. */
  private static int number(List<String> args, int min, int max, String error)
      throws DirectiveException {
    int value = Numbers.leadingInt(args.getFirst());
    if (value < min || value > max) {
      throw new DirectiveException(error);
    }
    return value;
  }

  private static void note(Cmd cmd, List<String> args) throws DirectiveException {
    CompressionNotes notes = cmd.get(CONFIG).effectiveNotes().with(args);
    if (notes == null) {
      throw new DirectiveException("Unknown note type " + args.getFirst());
    }
    cmd.update(CONFIG, config -> config.withNotes(notes));
  }

  private static void bodyLimit(Cmd cmd, List<String> args) throws DirectiveException {
    String word = args.getFirst();
    if (!word.matches("\\d+")) {
      throw new DirectiveException(
          "DeflateInflateLimitRequestBody requires a non-negative integer.");
    }
    try {
      long bytes = Long.parseLong(word);
      cmd.update(LIMITS, limits -> limits.withBody(bytes));
    } catch (NumberFormatException e) {
      throw new DirectiveException("DeflateInflateLimitRequestBody is not parsable.", e);
    }
  }
}
