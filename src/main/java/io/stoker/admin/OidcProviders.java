package io.stoker.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where else one may log in. A provider of which only the issuer is known has to be asked for the
 * rest: that is done when somebody wants to know, not at the start, so that nothing waits for a
 * provider, and again when it failed. What can be told without asking must be right at the start.
 */
final class OidcProviders implements ReactiveClientRegistrationRepository {

  /** Who has to wait longer is told that it does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long after an answer that was none it is asked again by itself. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /**
   * A provider as the page for logging in shows it.
   *
   * @param problem why it could not be asked the last time; null where it could, or was not asked
   */
  record Choice(String id, String name, @Nullable String problem) {}

  private final Map<String, Provider> providers = new LinkedHashMap<>();
  private final InstantSource clock;
  private final BiConsumer<String, String> unreachable;

  /**
   * What the properties say.
   *
   * @param unreachable is told the name of a provider that cannot be asked, and why
   * @throws RuntimeException for a registration that would be wrong whatever a provider says
   */
  OidcProviders(
      OAuth2ClientProperties properties,
      InstantSource clock,
      BiConsumer<String, String> unreachable) {
    this.clock = clock;
    this.unreachable = unreachable;
    properties
        .getRegistration()
        .forEach((id, registration) -> providers.put(id, provider(id, registration, properties)));
  }

  private Provider provider(
      String id, OAuth2ClientProperties.Registration registration, OAuth2ClientProperties all) {
    OAuth2ClientProperties alone = new OAuth2ClientProperties();
    alone.getRegistration().put(id, registration);
    alone.getProvider().putAll(all.getProvider());
    Provider provider =
        new Provider(id, Objects.requireNonNullElse(registration.getClientName(), id), alone);
    String named = Objects.requireNonNullElse(registration.getProvider(), id);
    OAuth2ClientProperties.Provider said = all.getProvider().get(named);
    if (said == null || said.getIssuerUri() == null) {
      provider.found = provider.look();
    }
    return provider;
  }

  @Override
  public Mono<ClientRegistration> findByRegistrationId(String id) {
    Provider provider = providers.get(id);
    return provider == null ? Mono.empty() : provider.registration();
  }

  /** What there is to choose; those that could not be asked a while ago are asked once more. */
  List<Choice> choices() {
    lookAgain();
    return providers.values().stream()
        .map(provider -> new Choice(provider.id, provider.name, provider.problem))
        .toList();
  }

  /** Asks those that are not known, behind the caller's back. */
  void lookAgain() {
    for (Provider provider : providers.values()) {
      if (provider.isDue(clock.instant())) {
        provider.registration().onErrorComplete().subscribe();
      }
    }
  }

  /** One of them. */
  private final class Provider {
    private final String id;
    private final String name;
    private final OAuth2ClientProperties properties;
    private final AtomicReference<@Nullable Mono<ClientRegistration>> asking =
        new AtomicReference<>();
    private volatile @Nullable ClientRegistration found;
    private volatile @Nullable String problem;
    private volatile Instant asked = Instant.MIN;

    Provider(String id, String name, OAuth2ClientProperties properties) {
      this.id = id;
      this.name = name;
      this.properties = properties;
    }

    boolean isDue(Instant now) {
      return found == null && asked.isBefore(now.minus(PAUSE));
    }

    /** Blocks where the issuer has to be asked. */
    ClientRegistration look() {
      return Objects.requireNonNull(
          new OAuth2ClientPropertiesMapper(properties).asClientRegistrations().get(id));
    }

    /** Known, or asked now; whoever wants to know meanwhile waits for the same answer. */
    Mono<ClientRegistration> registration() {
      ClientRegistration known = found;
      if (known != null) {
        return Mono.just(known);
      }
      Mono<ClientRegistration> fresh =
          Mono.fromCallable(this::look)
              .subscribeOn(Schedulers.boundedElastic())
              .timeout(PATIENCE)
              .doOnNext(this::answered)
              .doOnError(this::failed)
              .doOnTerminate(() -> asking.set(null)) // before anybody hears of it
              .cache();
      Mono<ClientRegistration> other = asking.compareAndExchange(null, fresh);
      return other == null ? fresh : other;
    }

    private void answered(ClientRegistration registration) {
      found = registration;
      problem = null;
    }

    private void failed(Throwable why) {
      asked = clock.instant();
      String said = reason(why);
      if (!said.equals(problem)) {
        unreachable.accept(name, said);
      }
      problem = said;
    }
  }

  /** Of all causes the first one, which is what happened. */
  private static String reason(Throwable why) {
    if (why instanceof java.util.concurrent.TimeoutException) {
      return "no answer within " + PATIENCE.toSeconds() + " s";
    }
    Throwable cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause.getMessage();
    return cause instanceof java.net.UnknownHostException
        ? "no address for " + said
        : said == null ? cause.getClass().getSimpleName() : said;
  }
}
