package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.certificates.CertificateFile;
import io.stoker.runtime.certificates.CertificateView;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.ServedConfiguration;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The certificates that the configuration names, which nobody serves by yet, and that of the
 * management plane. Private keys are not read from the files of the sites, and shown of none.
 */
@Controller
final class CertificatePages {

  private static final String NOT_YET = "The sites are not served by TLS yet";

  /**
   * What there is.
   *
   * @param isTlsServed whether the sites can be reached by TLS
   * @param said what is to be known of that, a sentence
   * @param files those that the configuration names
   * @param management what browsers of this console get to see
   */
  record Shown(
      boolean isTlsServed, String said, List<CertificateFile> files, Management management) {}

  /**
   * The management plane's own.
   *
   * @param isTls whether it is reached by TLS ({@code server.ssl})
   * @param problem why its certificates cannot be told; null where they can
   */
  record Management(boolean isTls, List<CertificateView> certificates, @Nullable String problem) {}

  private final ContentPlane plane;
  private final ObjectProvider<ServerProperties> server;
  private final ObjectProvider<SslBundles> bundles;
  private final InstantSource clock = InstantSource.system();

  CertificatePages(
      ContentPlane plane,
      ObjectProvider<ServerProperties> server,
      ObjectProvider<SslBundles> bundles) {
    this.plane = plane;
    this.server = server;
    this.bundles = bundles;
  }

  @GetMapping("/certificates")
  Mono<String> page(Model model) {
    return certificates()
        .map(
            shown -> {
              model.addAttribute("shown", shown);
              return "certificates";
            });
  }

  /** The same for programs. */
  @GetMapping("/api/certificates")
  @ResponseBody
  Mono<Shown> certificates() {
    return Mono.fromCallable(this::look).subscribeOn(Schedulers.boundedElastic());
  }

  private Shown look() {
    Instant now = clock.instant();
    ServedConfiguration served = plane.configuration();
    BrokenConfiguration broken = plane.broken();
    List<CertificateFile> files =
        served != null
            ? served.certificates(now)
            : broken != null ? broken.certificates(now) : List.of();
    return new Shown(false, said(served != null, files), files, management(now));
  }

  private static String said(boolean isServed, List<CertificateFile> files) {
    if (files.isEmpty()) {
      return NOT_YET + ", and the configuration names no certificate.";
    }
    return isServed
        ? NOT_YET
            + ": StokerUnsupported warn leaves out what mod_ssl is told, and addresses for TLS"
            + " alone are not opened. What the configuration names is looked at all the same."
        : "Nothing is served; this is what the configuration names.";
  }

  private Management management(Instant now) {
    ServerProperties properties = server.getIfAvailable();
    Ssl ssl = properties == null ? null : properties.getSsl();
    if (ssl == null || !Ssl.isEnabled(ssl)) {
      return new Management(false, List.of(), null);
    }
    try {
      SslBundle bundle = WebServerSslBundle.get(ssl, bundles.getIfAvailable());
      KeyStore store = bundle.getStores().getKeyStore();
      return new Management(
          true, store == null ? List.of() : views(store, bundle.getKey().getAlias(), now), null);
    } catch (KeyStoreException | RuntimeException e) {
      return new Management(true, List.of(), "They cannot be read: " + e.getMessage());
    }
  }

  /** The chain that is shown to clients; of all keys where none is named. */
  private static List<CertificateView> views(KeyStore store, @Nullable String named, Instant now)
      throws KeyStoreException {
    List<String> aliases = named == null ? Collections.list(store.aliases()) : List.of(named);
    List<CertificateView> views = new ArrayList<>();
    for (String alias : aliases) {
      Certificate[] chain = store.isKeyEntry(alias) ? store.getCertificateChain(alias) : null;
      for (Certificate one : chain == null ? new Certificate[0] : chain) {
        if (one instanceof X509Certificate certificate) {
          views.add(CertificateView.of(certificate, now));
        }
      }
    }
    return views;
  }
}
