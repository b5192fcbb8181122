package io.stoker.runtime;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.api.explain.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question that comes with credentials of the sites: its explanation tells whether they are
 * right, so that who guesses is slowed down as at the console's own door. Nobody is forgiven for
 * one that is right: it may be so in a place that takes any.
 */
public final class PasswordTrial {

  private static final Set<String> FIELDS = Set.of("authorization", "proxy-authorization");
  private static final int LONGEST_NAME = 200;

  private final Guesses guesses;
  private final @Nullable String name;
  private final Duration delay;

  private PasswordTrial(Guesses guesses, @Nullable String name) {
    this.guesses = guesses;
    this.name = name;
    this.delay = name == null ? Duration.ZERO : guesses.attempt(name);
  }

  /** Begins one; from here on it counts. */
  static PasswordTrial of(Question question, Guesses guesses) {
    List<String> credentials =
        question.headers().stream()
            .filter(field -> FIELDS.contains(field.name().toLowerCase(Locale.ROOT)))
            .map(Explanation.Field::value)
            .toList();
    return new PasswordTrial(
        guesses,
        switch (credentials.size()) {
          case 0 -> null;
          case 1 -> name(credentials.getFirst());
          default -> "several"; // no names of one's own making in front of the one that counts
        });
  }

  /** Whose password it is; of schemes that are not read here all count as one. */
  private static String name(String credentials) {
    String[] words = credentials.strip().split("\\s+", 2);
    String scheme = words[0].toLowerCase(Locale.ROOT);
    if (!scheme.equals("basic") || words.length < 2) {
      return scheme.length() > LONGEST_NAME ? "other" : scheme;
    }
    try {
      byte[] decoded = Base64.getMimeDecoder().decode(words[1]);
      String text = new String(decoded, StandardCharsets.ISO_8859_1);
      String user = text.replaceFirst("(?s):.*", "");
      return "basic " + user.substring(0, Math.min(LONGEST_NAME, user.length()));
    } catch (IllegalArgumentException e) {
      return "basic";
    }
  }

  /** How long to wait before it is answered. */
  public Duration delay() {
    return delay;
  }

  /** It was answered so. */
  public Explanation judged(Explanation told) {
    if (name != null && !isWrong(told)) {
      guesses.none(name);
    }
    return told;
  }

  /** It could not even be asked. */
  public void notAsked() {
    if (name != null) {
      guesses.none(name);
    }
  }

  /** Whether somebody looked at the credentials, and they did not let anybody in. */
  private static boolean isWrong(Explanation told) {
    boolean isRead = told.fieldsRead().stream().anyMatch(FIELDS::contains);
    List<String> said =
        told.stages().stream()
            .map(Stage::hooks)
            .flatMap(List::stream)
            .filter(hook -> hook.phase().equals("check_user_id"))
            .map(Stage.Spoken::outcome)
            .toList();
    return isRead && (said.isEmpty() || said.stream().anyMatch(outcome -> !outcome.equals("OK")));
  }
}
