package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code .htaccess} files with the modules of one configuration. */
final class ParsedHtaccess implements HtaccessReader {

  private final LoadContext loaded;
  private final ServerBuilder main;

  ParsedHtaccess(LoadContext loaded, Server main) {
    this.loaded = loaded;
    this.main = ServerBuilder.of(main);
  }

  @Override
  public Parsed read(
      String directory,
      String file,
      byte[] text,
      Core.AllowOverride granted,
      @Nullable Set<String> list) {
    List<Warning> warnings = new ArrayList<>();
    LoadContext ctx =
        loaded.forHtaccess(
            (message, cause, position, args) -> warnings.add(new Warning(message, List.of(args))));
    SlotBuilder values = new SlotBuilder();
    Place place = Place.htaccess(values, directory, new Grant(granted, list));
    Walker walker = new Walker(ctx, main);
    ConfigNode tree = ConfigNode.root();
    String error = null;
    Position at = null;
    try {
      OnRead.Admission admission = admission(walker, place);
      String words = new String(text, StandardCharsets.ISO_8859_1);
      new TreeReader(ctx, admission, IncludedFile.root()).readText(file, words, tree);
      walker.walk(tree.children(), place);
      walker.reportLeftOut();
    } catch (ReadException e) {
      error = file + ": " + e.text();
      at = e.at();
    } catch (WalkException e) {
      error = file + ": " + e.text();
      at = e.at();
    }
    return new Parsed(
        error == null ? values.build() : SlotValues.EMPTY,
        error,
        List.copyOf(warnings),
        error == null ? values.lines() : List.of(),
        at);
  }

  private static OnRead.Admission admission(Walker walker, Place place) {
    return new OnRead.Admission() {
      @Override
      public void check(Modules.Entry entry) throws DirectiveException {
        io.stoker.config.Admission.check(entry, place);
      }

      @Override
      public void run(Modules.Entry entry, String args, Position at) throws DirectiveException {
        walker.runOnRead(entry, args, at, place);
      }
    };
  }
}
