package io.stoker.config;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Extensions;
import io.stoker.api.LogMessage;
import io.stoker.api.MethodSet;
import io.stoker.api.OverrideClass;
import io.stoker.api.Position;
import io.stoker.api.Slot;
import io.stoker.api.Where;
import io.stoker.syntax.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a directive sees of the configuration being built. */
record PlacedCmd(
    LoadContext ctx,
    ServerBuilder main,
    Place place,
    Directive directive,
    String module,
    String owner,
    String writtenName,
    String args,
    Position position)
    implements Cmd {

  @Override
  public Where where() {
    return place.where();
  }

  @Override
  public List<EnclosingSection> enclosing() {
    return place.enclosing();
  }

  @Override
  public @Nullable String path() {
    return place.path();
  }

  @Override
  public @Nullable String processEnv(String name) {
    return ctx.defines.environment(name);
  }

  @Override
  public @Nullable MethodSet limitedTo() {
    return place.limit();
  }

  @Override
  public Set<OverrideClass> granted() {
    Grant grant = place.grant();
    return grant == null ? EnumSet.allOf(OverrideClass.class) : grant.override().classes();
  }

  @Override
  public @Nullable Set<Core.Option> grantedOptions() {
    Grant grant = place.grant();
    return grant == null ? null : grant.override().options();
  }

  private SlotBuilder holder(ServerBuilder server, Slot<?> slot, SlotBuilder directory) {
    return slot.level() == Slot.Level.SERVER ? server.values : directory;
  }

  @Override
  public <T extends @Nullable Object> T get(Slot<T> slot) {
    return holder(place.server(), slot, place.values()).get(slot);
  }

  @Override
  public <T extends @Nullable Object> void set(Slot<T> slot, T value) {
    if (ctx.isHtaccess && slot.level() == Slot.Level.SERVER) {
      throw new IllegalStateException(
          directive.name() + " sets " + slot + " of the server in a .htaccess file");
    }
    holder(place.server(), slot, place.values()).set(slot, value, line(slot));
  }

  private Said line(Slot<?> slot) {
    String words = directive.isSection() && args.endsWith(">") ? chopped(args) : args;
    return new Said(slot, owner, directive, ctx.defines.secrets().hide(words), position);
  }

  private static String chopped(String argument) {
    return argument.substring(0, argument.length() - 1);
  }

  @Override
  public <T extends @Nullable Object> T getMain(Slot<T> slot) {
    return holder(main, slot, main.defaults).get(slot);
  }

  @Override
  public <T extends @Nullable Object> void setMain(Slot<T> slot, T value) {
    holder(main, slot, main.defaults).set(slot, value, line(slot));
  }

  @Override
  public Cut cut(String text) {
    Words words = new Words(text);
    return new Cut(words.next().value(), words.rest());
  }

  @Override
  public String serverRootRelative(String path) {
    return ctx.serverRootRelative(path);
  }

  @Override
  public boolean isDefined(String name) {
    return ctx.defines.isDefined(name);
  }

  @Override
  public boolean isLoaded(String module) {
    return ctx.modules.isLoaded(module);
  }

  @Override
  public @Nullable Directive directive(String name) {
    Modules.Entry entry = ctx.modules.find(name);
    return entry == null ? null : entry.directive();
  }

  @Override
  public boolean isDocumentRootChecked() {
    return ctx.checkDocumentRoot;
  }

  @Override
  public Extensions extensions() {
    return ctx.extensions;
  }

  @Override
  public void log(LogMessage message, Object... args) {
    ctx.log(position, null, message, args);
  }

  @Override
  public void log(Throwable cause, LogMessage message, Object... args) {
    ctx.log(position, cause, message, args);
  }
}
