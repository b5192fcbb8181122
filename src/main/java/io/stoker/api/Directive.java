package io.stoker.api;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of a module's directive table: the one place where a directive is described. The parser,
 * the error messages, the reference, the console's forms and the completion all read it.
 *
 * <pre>{@code
 * Directive.named("ExpiresByType").in(SERVER, VHOST, DIRECTORY, HTACCESS).override(INDEXES)
 *     .help("a media type and when it expires")
 *     .take(Arg.MEDIA_TYPE, Expiry.ARG, CONFIG, ExpiresConfig::withType)
 * }</pre>
 */
public final class Directive {

  /** How many arguments a directive takes; decides httpd's words when they are too few or many. */
  public enum Arity {
    NO_ARGS,
    FLAG,
    TAKE1,
    TAKE2,
    TAKE12,
    TAKE3,
    TAKE23,
    TAKE13,
    TAKE123,
    /** The action runs once per argument. */
    ITERATE,
    /** The action runs with the first argument and each of the others in turn. */
    ITERATE2,
    TAKE_ARGV,
    /** The action gets all words, none or any number, and says itself what is missing. */
    WORDS,
    /** The action gets the rest of the line, unquoted by nobody. */
    RAW_ARGS
  }

  /** Which of several lines of a directive hold where all of them are in force. */
  public enum Several {
    /** The last one; one whose words all begin with + or - adds to those before it. */
    LAST,
    /** The last one for each first word. */
    LAST_OF_FIRST_WORD,
    /** For each of the words behind the first the last one that has it. */
    LAST_OF_OTHER_WORDS,
    /** All of them. */
    ALL
  }

  /** What a directive does with its arguments. */
  @FunctionalInterface
  public interface Action {
    /**
     * @param args the words; for {@link Arity#RAW_ARGS} one string, the rest of the line. With
     *     ITERATE one word per call, with ITERATE2 two
     */
    void apply(Cmd cmd, List<String> args) throws DirectiveException;
  }

  /** What a section does: {@code body} reads the lines inside. */
  @FunctionalInterface
  public interface SectionAction {
    void apply(Cmd cmd, String argument, SectionBody body) throws DirectiveException;
  }

  /** The lines inside a section, read on demand. */
  public interface SectionBody {
    /**
     * Reads the lines with {@code slot} empty at their beginning and gives what they left there;
     * the slot of the enclosing place is as before afterwards, other slots keep what was said.
     */
    <T extends @Nullable Object> T read(Slot<T> slot) throws DirectiveException;

    /**
     * Reads the lines into a configuration of its own: the enclosing place keeps nothing of them.
     * Inside, directives stand in the context {@link Where#DIRECTORY}.
     */
    SlotValues readApart() throws DirectiveException;
  }

  /** A function of three. */
  @FunctionalInterface
  public interface Fold2<C, A, B> {
    C apply(C config, A first, B second) throws DirectiveException;
  }

  /** A parameter as forms and the reference show it. */
  public record Param(Arg<?> type, boolean optional, boolean repeated) {}

  private final Builder b;
  private final Arity arity;
  private final List<Param> params;
  private final @Nullable Action action;
  private final @Nullable SectionAction section;
  private final @Nullable Slot<?> replaced;

  private Directive(
      Builder b,
      Arity arity,
      List<Param> params,
      @Nullable Action action,
      @Nullable SectionAction section,
      @Nullable Slot<?> replaced) {
    this.b = b;
    this.arity = arity;
    this.params = List.copyOf(params);
    this.action = action;
    this.section = section;
    this.replaced = replaced;
  }

  /** Begins a row; a section's name has no brackets: {@code RequireAll}. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return b.name;
  }

  public Set<Where> contexts() {
    return b.contexts;
  }

  /** The class of AllowOverride that lets it into .htaccess; null where it is never allowed. */
  public @Nullable OverrideClass override() {
    return b.override;
  }

  /** Kinds of section in which it is refused with httpd's words although its context fits. */
  public Set<SectionKind> notIn() {
    return b.notIn;
  }

  /**
   * For a section: the one class of directives that may stand in it, others being refused with
   * httpd's "not allowed in … context"; null where all may that may stand around it.
   */
  public @Nullable OverrideClass admits() {
    return b.admits;
  }

  /** The default as the manual writes it, or null. */
  public @Nullable String fallback() {
    return b.fallback;
  }

  /** One line: what the argument is; also the tail of httpd's "takes one argument, …". */
  public String help() {
    return b.help;
  }

  public Arity arity() {
    return arity;
  }

  public List<Param> params() {
    return params;
  }

  /** Whether it acts while the file is read, before the rest of the tree (EXEC_ON_READ). */
  public boolean isOnRead() {
    return b.onRead;
  }

  /** Whether it is accepted although it does nothing here; the reason goes to the reference. */
  public @Nullable String obsolete() {
    return b.obsolete;
  }

  /** How it differs from httpd's on purpose, for the compatibility report; null where exact. */
  public @Nullable String differs() {
    return b.differs;
  }

  /** What may be shown of its arguments to those who look at a configuration: no secrets. */
  public String shown(String args) {
    return b.shown == null ? args : b.shown.apply(args);
  }

  /** Whether its arguments may hold a secret. */
  public boolean mayHoldSecret() {
    return b.shown != null;
  }

  /** Which of several lines hold. */
  public Several several() {
    if (b.several != null) {
      return b.several;
    }
    return switch (arity) {
      case NO_ARGS, FLAG, TAKE1, ITERATE -> Several.LAST;
      default -> replaced != null ? Several.LAST : Several.ALL;
    };
  }

  public boolean isSection() {
    return section != null;
  }

  /**
   * The slot that each use of it sets anew, so that of several in one place only the last counts;
   * null where they add up, or the action alone knows.
   */
  public @Nullable Slot<?> replaces() {
    return replaced;
  }

  /** The action; an error of the caller for a section. */
  public Action action() {
    if (action == null) {
      throw new IllegalStateException(name() + " is a section");
    }
    return action;
  }

  /** The section's action; an error of the caller for a plain directive. */
  public SectionAction sectionAction() {
    if (section == null) {
      throw new IllegalStateException(name() + " is not a section");
    }
    return section;
  }

  @Override
  public String toString() {
    return isSection() ? "<" + name() + ">" : name();
  }

  /** A row being written. */
  public static final class Builder {
    private final String name;
    private Set<Where> contexts = EnumSet.noneOf(Where.class);
    private Set<SectionKind> notIn = EnumSet.noneOf(SectionKind.class);
    private @Nullable OverrideClass override;
    private @Nullable OverrideClass admits;
    private @Nullable String fallback;
    private @Nullable String obsolete;
    private @Nullable String differs;
    private @Nullable Several several;
    private @Nullable UnaryOperator<String> shown;
    private String help = "";
    private boolean onRead;

    private Builder(String name) {
      this.name = name;
    }

    public Builder in(Where first, Where... more) {
      contexts = EnumSet.of(first, more);
      return this;
    }

    public Builder override(OverrideClass value) {
      override = value;
      return this;
    }

    public Builder notIn(SectionKind first, SectionKind... more) {
      notIn = EnumSet.of(first, more);
      return this;
    }

    /** See {@link Directive#admits}. */
    public Builder admits(OverrideClass value) {
      admits = value;
      return this;
    }

    public Builder fallback(String value) {
      fallback = value;
      return this;
    }

    public Builder help(String value) {
      help = value;
      return this;
    }

    public Builder onRead() {
      onRead = true;
      return this;
    }

    public Builder obsolete(String why) {
      obsolete = why;
      return this;
    }

    public Builder differs(String why) {
      differs = why;
      return this;
    }

    /** Says that the arguments may hold a secret, and how they look without it. */
    public Builder shown(UnaryOperator<String> withoutSecrets) {
      shown = withoutSecrets;
      return this;
    }

    /** See {@link Directive#several}; without it, a single word replaces, all else adds up. */
    public Builder several(Several value) {
      several = value;
      return this;
    }

    /** {@code Name On|Off} into a slot. */
    public Directive flag(Slot<Boolean> slot) {
      Directive row = flag(slot, (config, on) -> on);
      return new Directive(this, row.arity, row.params, row.action, null, slot);
    }

    /** {@code Name On|Off} folded into a slot. */
    public <C extends @Nullable Object> Directive flag(
        Slot<C> slot, BiFunction<C, Boolean, C> fold) {
      return build(
          Arity.FLAG,
          List.of(new Param(Arg.FLAG, false, false)),
          (cmd, args) -> {
            Boolean on = Arg.FLAG.parse(args.get(0), cmd);
            cmd.update(slot, config -> fold.apply(config, on));
          });
    }

    /** One argument into a slot. */
    public <A extends @Nullable Object> Directive take(Arg<? extends A> arg, Slot<A> slot) {
      Action action = (cmd, args) -> cmd.set(slot, arg.parse(args.get(0), cmd));
      List<Param> params = List.of(new Param(arg, false, false));
      return new Directive(this, Arity.TAKE1, params, action, null, slot);
    }

    /** One argument folded into a slot. */
    public <A, C> Directive take(Arg<A> arg, Slot<C> slot, BiFunction<C, A, C> fold) {
      return build(Arity.TAKE1, List.of(new Param(arg, false, false)), folding(arg, slot, fold));
    }

    /** Two arguments folded into a slot. */
    public <A, B, C> Directive take(
        Arg<A> first, Arg<B> second, Slot<C> slot, Fold2<C, A, B> fold) {
      return build(
          Arity.TAKE2,
          List.of(new Param(first, false, false), new Param(second, false, false)),
          folding2(first, second, slot, fold));
    }

    /** One or more arguments, folded one after the other. */
    public <A, C> Directive iterate(Arg<A> arg, Slot<C> slot, BiFunction<C, A, C> fold) {
      return build(Arity.ITERATE, List.of(new Param(arg, false, true)), folding(arg, slot, fold));
    }

    /** One argument and one or more others, folded pair by pair. */
    public <A, B, C> Directive iterate(
        Arg<A> first, Arg<B> others, Slot<C> slot, Fold2<C, A, B> fold) {
      return build(
          Arity.ITERATE2,
          List.of(new Param(first, false, false), new Param(others, false, true)),
          folding2(first, others, slot, fold));
    }

    /** Anything else: the action parses the words; {@code params} are for forms and reference. */
    public Directive apply(Arity arity, List<Param> params, Action action) {
      return build(arity, params, action);
    }

    /** As {@link #apply(Arity, List, Action)} with parameters that are plain words. */
    public Directive apply(Arity arity, String syntax, Action action) {
      List<Param> params = new ArrayList<>();
      for (String word : syntax.isBlank() ? new String[0] : syntax.trim().split(" +")) {
        boolean optional = word.startsWith("[");
        boolean repeated = word.endsWith("...") || word.endsWith("...]");
        params.add(new Param(Arg.word(word), optional, repeated));
      }
      return build(arity, params, action);
    }

    /** A section that the module reads itself. */
    public Directive section(String syntax, SectionAction action) {
      List<Param> params =
          syntax.isBlank() ? List.of() : List.of(new Param(Arg.word(syntax), false, false));
      return new Directive(this, Arity.RAW_ARGS, params, null, action, null);
    }

    private Directive build(Arity arity, List<Param> params, Action action) {
      return new Directive(this, arity, params, action, null, null);
    }

    private static <A, C> Action folding(Arg<A> arg, Slot<C> slot, BiFunction<C, A, C> fold) {
      return (cmd, args) -> {
        A value = arg.parse(args.get(0), cmd);
        cmd.update(slot, config -> fold.apply(config, value));
      };
    }

    private static <A, B, C> Action folding2(
        Arg<A> first, Arg<B> second, Slot<C> slot, Fold2<C, A, B> fold) {
      return (cmd, args) -> {
        A a = first.parse(args.get(0), cmd);
        B b = second.parse(args.get(1), cmd);
        cmd.set(slot, fold.apply(cmd.get(slot), a, b));
      };
    }
  }
}
