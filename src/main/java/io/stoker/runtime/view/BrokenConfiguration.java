package io.stoker.runtime.view;

import io.stoker.api.HttpdModule;
import io.stoker.config.ConfigReport;
import io.stoker.files.ByteNames;
import io.stoker.runtime.certificates.CertificateFile;
import io.stoker.runtime.certificates.Certificates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration that the server could not start with, for those who are to mend it. */
public final class BrokenConfiguration {

  private final List<Finding> findings;
  private final Map<String, String> texts;
  private final @Nullable ConfigReport report;
  private final SecretMask secrets;

  /**
   * What is known of it.
   *
   * @param report of what was read, up to the error; null where not even that was
   * @param offered every module that could be loaded
   */
  public BrokenConfiguration(
      List<Finding> findings, @Nullable ConfigReport report, List<HttpdModule> offered) {
    this.secrets = new SecretMask(offered);
    this.findings = List.copyOf(findings);
    this.report = report;
    this.texts = report == null ? Map.of() : report.files();
  }

  /** What there is to say, the error included. */
  public List<Finding> findings() {
    return findings;
  }

  /** The paths of the files that were read, in that order. */
  public List<String> files() {
    return texts.keySet().stream().map(ByteNames::toText).toList();
  }

  /** The same with what has become of them; which includes which is not told. */
  public List<ConfigFile> configFiles() {
    return texts.entrySet().stream()
        .map(e -> ConfigFile.of(e.getKey(), null, 0, e.getValue()))
        .toList();
  }

  /** One of them as it was read, without secrets; null where there is none. */
  public @Nullable ConfigText file(String path) {
    String bytes = ByteNames.fromText(path);
    String text = texts.get(bytes);
    return text == null ? null : ConfigText.of(bytes, secrets.hide(text));
  }

  /** What hides secrets from those who are shown the files. */
  public SecretMask secrets() {
    return secrets;
  }

  /** The texts by path as they were read, one byte a char, with all that is secret in them. */
  public Map<String, String> texts() {
    return texts;
  }

  /** The certificate files that it names, as far as it was read; looks at the disk. */
  public List<CertificateFile> certificates(Instant now) {
    return report == null ? List.of() : Certificates.of(report, now);
  }

  /** The error that has a line in one of the files; null where none has. */
  public @Nullable Finding culprit() {
    return findings.stream()
        .filter(f -> f.level().equals("crit") && f.position() != null)
        .filter(
            f -> f.position() != null && texts.containsKey(ByteNames.fromText(f.position().file())))
        .findFirst()
        .orElse(null);
  }
}
