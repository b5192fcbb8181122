package io.stoker.config;

import io.stoker.api.Cmd;
import io.stoker.api.Cmd.EnclosingSection;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second pass: applies the directives of a tree, each in its place. */
final class Walker {

  final LoadContext ctx;
  final ServerBuilder main;
  final List<ServerBuilder> hosts = new ArrayList<>();
  private final Map<HttpdTables.DirectiveRow, List<Position>> leftOut = new LinkedHashMap<>();
  private final Sections sections = new Sections(this);

  Walker(LoadContext ctx, ServerBuilder main) {
    this.ctx = ctx;
    this.main = main;
  }

  void walk(Collection<ConfigNode> nodes, Place place) throws WalkException {
    for (ConfigNode node : nodes) {
      apply(node, place);
    }
  }

  private void apply(ConfigNode node, Place place) throws WalkException {
    Modules.Entry entry = ctx.modules.find(node.name());
    if (entry == null) {
      unknown(node, place);
      return;
    }
    try {
      if (forgiven(entry, node, place)) {
        return;
      }
      Admission.check(entry, place);
      run(entry, node, place);
    } catch (DirectiveException e) {
      String message = Arguments.text(e);
      if (Unsupported.isProvidedElsewhere(message, ctx.modules)) {
        refuse(node, place, entry.tag() + " " + node.args());
        return;
      }
      throw new WalkException(message, node.position(), e);
    }
  }

  /** Runs a directive that acts while files are read and is not part of the language. */
  void runOnRead(Modules.Entry entry, String args, Position at, Place place)
      throws DirectiveException {
    call(entry, args, cmd(entry, entry.directive().name(), args, at, place), place);
  }

  private void run(Modules.Entry entry, ConfigNode node, Place place)
      throws DirectiveException, WalkException {
    Cmd cmd = cmd(entry, node.name(), node.args(), node.position(), place);
    if (entry.kind() == null && !entry.directive().isSection()) {
      call(entry, node.args(), cmd, place);
      return;
    }
    Admission.checkSections(entry, place);
    if (entry.kind() != null) {
      sections.apply(entry, entry.kind(), node, place, cmd);
    } else {
      moduleSection(entry, node, place, cmd);
    }
  }

  private static void call(Modules.Entry entry, String args, Cmd cmd, Place place)
      throws DirectiveException {
    List<List<String>> calls = Arguments.split(entry, args);
    Admission.checkSections(entry, place);
    for (List<String> words : calls) {
      entry.directive().action().apply(cmd, words);
    }
  }

  private void moduleSection(Modules.Entry entry, ConfigNode node, Place place, Cmd cmd)
      throws DirectiveException, WalkException {
    String argument = Arguments.ofSection(entry, node.args(), false);
    EnclosingSection around =
        new EnclosingSection(SectionKind.OTHER, entry.directive().name(), argument);
    Body body = new Body(entry.directive(), node, place, around);
    try {
      entry.directive().sectionAction().apply(cmd, argument, body);
    } catch (DirectiveException e) {
      WalkException inner = body.failed;
      if (inner != null) {
        throw inner;
      }
      throw e;
    }
  }

  /** The lines of a section that a module reads. */
  private final class Body implements Directive.SectionBody {
    private final Directive directive;
    private final ConfigNode node;
    private final Place outside;
    private final EnclosingSection around;
    private @Nullable WalkException failed;

    Body(Directive directive, ConfigNode node, Place outside, EnclosingSection around) {
      this.directive = directive;
      this.node = node;
      this.outside = outside;
      this.around = around;
    }

    @Override
    public <T extends @Nullable Object> T read(Slot<T> slot) throws DirectiveException {
      SlotBuilder holder =
          slot.level() == Slot.Level.SERVER ? outside.server().values : outside.values();
      SlotBuilder.Before before = holder.take(slot);
      try {
        walkInside(outside.within(around, directive));
        return holder.get(slot);
      } finally {
        holder.restore(slot, before);
      }
    }

    @Override
    public SlotValues readApart() throws DirectiveException {
      SlotBuilder own = new SlotBuilder();
      walkInside(outside.apart(own, around, directive));
      return own.build();
    }

    private void walkInside(Place inside) throws DirectiveException {
      try {
        walk(node.children(), inside);
      } catch (WalkException e) {
        failed = e;
        throw new DirectiveException(e.text(), e);
      }
    }
  }

  private Cmd cmd(Modules.Entry entry, String written, String args, Position at, Place place) {
    return new PlacedCmd(
        ctx,
        main,
        place,
        entry.directive(),
        entry.module().logName(),
        entry.module().name(),
        written,
        args,
        at);
  }

  /** Whether {@code Nonfatal=} lets a directive of a .htaccess file pass that is not granted. */
  private boolean forgiven(Modules.Entry entry, ConfigNode node, Place place) {
    Grant grant = place.grant();
    if (grant == null || !grant.override().nonfatalOverride() || grant.permits(entry)) {
      return false;
    }
    ctx.log(node.position(), Messages.FORBIDDEN_IN_HTACCESS, entry.name());
    return true;
  }

  private void unknown(ConfigNode node, Place place) throws WalkException {
    HttpdTables.DirectiveRow row = HttpdTables.get().directive(node.name());
    if (row != null && ctx.modules.wouldKnow(row)) {
      unsupported(node, row, place);
      return;
    }
    Grant grant = place.grant();
    if (grant != null && grant.override().nonfatalUnknown()) {
      String name = node.name().toLowerCase(Locale.ROOT);
      ctx.log(node.position(), Messages.UNKNOWN_IN_HTACCESS, name);
      return;
    }
    throw new WalkException(
        "Invalid command '"
            + node.name()
            + "', perhaps misspelled or defined by a module not included in the server"
            + " configuration",
        node.position(),
        null);
  }

  private void unsupported(ConfigNode node, HttpdTables.DirectiveRow row, Place place)
      throws WalkException {
    String name = row.isSection() ? "<" + row.name() + ">" : row.name();
    String module = String.join(", ", row.modules());
    if (!ctx.warnsOfUnsupported() && ctx.isHtaccess) {
      throw new WalkException(
          "Stoker does not support "
              + name
              + " ("
              + module
              + ") yet; remove it, or let 'StokerUnsupported warn' leave it out",
          node.position(),
          null);
    }
    if (ctx.warnsOfUnsupported() && Unsupported.controlsAccess(row)) {
      refuse(node, place, name);
    } else if (ctx.warnsOfUnsupported() && row.name().equals(Unsupported.TLS_ENGINE_NAME)) {
      tlsEngine(node, place);
    } else {
      leftOut.computeIfAbsent(row, r -> new ArrayList<>()).add(node.position());
    }
  }

  /** One message for each directive that is not supported, however often it stands. */
  void reportLeftOut() {
    leftOut.forEach(
        (row, places) -> {
          Position first = places.getFirst();
          String name = row.isSection() ? "<" + row.name() + ">" : row.name();
          String module = String.join(", ", row.modules());
          if (ctx.warnsOfUnsupported()) {
            String where = Unsupported.places(places);
            ctx.log(first, Messages.UNSUPPORTED_DIRECTIVE, name, module, where);
            return;
          }
          String more =
              places.size() == 1
                  ? ""
                  : ", also " + Unsupported.places(places.subList(1, places.size()));
          ctx.log(
              first,
              Messages.UNSUPPORTED_DIRECTIVE_REFUSED,
              first.line(),
              first.file(),
              name,
              module,
              more);
        });
    leftOut.clear();
  }

  private void refuse(ConfigNode node, Place place, String what) {
    if (ctx.warnsOfUnsupported()) {
      warn(node, Messages.REFUSED, node.position(), what);
    }
    place
        .values()
        .set(Unsupported.REFUSE, new Unsupported.Refusal(what, node.position()), node.position());
  }

  private void tlsEngine(ConfigNode node, Place place) {
    boolean on = node.args().strip().equalsIgnoreCase("on");
    if (on) {
      warn(node, Messages.TLS_REFUSED, node.position());
    }
    place
        .server()
        .values
        .set(
            Unsupported.TLS_ENGINE,
            new Unsupported.TlsEngine(on, node.position()),
            node.position());
  }

  private void warn(ConfigNode node, LogMessage message, Object... args) {
    ctx.log(node.position(), message, args);
  }
}
