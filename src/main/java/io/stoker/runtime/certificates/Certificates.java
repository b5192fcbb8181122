package io.stoker.runtime.certificates;

import io.stoker.config.ConfigNode;
import io.stoker.config.ConfigReport;
import io.stoker.files.ByteNames;
import io.stoker.syntax.Words;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of a configuration that name certificates, whether anybody can obey them or not,
 * and looks at the files. Directives that name private keys are not among them. Methods block.
 */
public final class Certificates {

  /** Directives of mod_ssl and mod_md whose argument is a file, by their names in lower case. */
  private static final Map<String, String> FILES =
      byName(
          "SSLCertificateFile",
          "SSLCertificateChainFile",
          "SSLCACertificateFile",
          "SSLCADNRequestFile",
          "SSLOCSPResponderCertificateFile",
          "SSLProxyCACertificateFile",
          "SSLProxyMachineCertificateFile",
          "SSLProxyMachineCertificateChainFile",
          "MDCertificateFile");

  /** The same for a directory of files. */
  private static final Map<String, String> DIRECTORIES =
      byName(
          "SSLCACertificatePath",
          "SSLCADNRequestPath",
          "SSLProxyCACertificatePath",
          "SSLProxyMachineCertificatePath");

  private static final int MOST_IN_DIRECTORY = 200;

  private final String serverRoot;
  private final Instant now;
  private final Map<String, List<CertificateUse>> files = new LinkedHashMap<>();
  private final Map<String, List<CertificateUse>> directories = new LinkedHashMap<>();

  private Certificates(String serverRoot, Instant now) {
    this.serverRoot = serverRoot;
    this.now = now;
  }

  private static Map<String, String> byName(String... names) {
    return Stream.of(names)
        .collect(
            Collectors.toMap(
                name -> name.toLowerCase(Locale.ROOT),
                Function.identity(),
                (a, b) -> a,
                TreeMap::new));
  }

  /**
   * The files that a configuration names, in the order of its lines; those of directories last.
   *
   * @param report of a configuration, accepted or not
   */
  public static List<CertificateFile> of(ConfigReport report, Instant now) {
    Certificates all = new Certificates(report.serverRoot(), now);
    all.collect(report.tree(), null, null);
    List<CertificateFile> found = new ArrayList<>();
    all.files.forEach((path, uses) -> found.add(all.file(path, uses)));
    all.directories.forEach((path, uses) -> found.addAll(all.directory(path, uses)));
    return List.copyOf(found);
  }

  // ---- the lines ----

  private void collect(List<ConfigNode> nodes, @Nullable String host, @Nullable String name) {
    for (ConfigNode node : nodes) {
      if (node.name().equalsIgnoreCase("<VirtualHost")) {
        String addresses = node.args().replaceFirst(">\\s*$", "").strip();
        collect(node.children(), addresses, serverName(node.children()));
      } else if (node.isSection()) {
        collect(node.children(), host, name);
      } else {
        use(node, host, name);
      }
    }
  }

  private void use(ConfigNode node, @Nullable String host, @Nullable String name) {
    String lower = node.name().toLowerCase(Locale.ROOT);
    String file = FILES.get(lower);
    String directory = DIRECTORIES.get(lower);
    List<Words.Word> words = Words.all(node.args());
    if ((file == null && directory == null) || words.isEmpty()) {
      return;
    }
    String directive = file != null ? file : String.valueOf(directory);
    (file != null ? files : directories)
        .computeIfAbsent(resolve(words.getFirst().value()), path -> new ArrayList<>())
        .add(new CertificateUse(directive, host, name, node.position()));
  }

  private String resolve(String said) {
    if (said.startsWith("/") || isToken(said)) {
      return said;
    }
    return (serverRoot.endsWith("/") ? serverRoot : serverRoot + "/") + said;
  }

  private static boolean isToken(String said) {
    return said.startsWith("pkcs11:");
  }

  private static @Nullable String serverName(List<ConfigNode> nodes) {
    String said = null;
    for (ConfigNode node : nodes) {
      List<Words.Word> words = Words.all(node.args());
      if (node.name().equalsIgnoreCase("ServerName") && !words.isEmpty()) {
        said = words.getFirst().value();
      }
    }
    return said == null ? null : said.replaceFirst("^[a-z]+://", "").replaceFirst(":[0-9]*$", "");
  }

  // ---- the files ----

  private CertificateFile file(String path, List<CertificateUse> uses) {
    String shown = ByteNames.toText(path);
    Path file = isToken(path) ? null : ByteNames.toPath(path);
    if (file == null) {
      String why = isToken(path) ? "is kept in a token and not looked at" : "is no path";
      CertificateProblem problem =
          isToken(path) ? CertificateProblem.soon(why) : CertificateProblem.bad(why);
      return new CertificateFile(shown, List.copyOf(uses), List.of(), List.of(problem));
    }
    CertificateReader.Read read = CertificateReader.read(file);
    List<CertificateView> views = new ArrayList<>();
    for (X509Certificate certificate : read.certificates()) {
      CertificateView view = CertificateView.of(certificate, now);
      views.add(views.isEmpty() ? view.with(uncovered(view, uses)) : view);
    }
    return new CertificateFile(shown, List.copyOf(uses), List.copyOf(views), read.problems());
  }

  /** The first certificate of a host's own file is the one that is for its name. */
  private static List<CertificateProblem> uncovered(
      CertificateView view, List<CertificateUse> uses) {
    return uses.stream()
        .filter(CertificateUse::isOwn)
        .filter(use -> use.serverName() != null && !view.covers(use.serverName()))
        .map(
            use ->
                CertificateProblem.bad(
                    "does not cover "
                        + use.serverName()
                        + ", which "
                        + use.position()
                        + " uses it for"))
        .distinct()
        .toList();
  }

  private List<CertificateFile> directory(String path, List<CertificateUse> uses) {
    Path directory = ByteNames.toPath(path);
    if (directory == null) {
      return List.of(file(path, uses));
    }
    List<CertificateFile> found = new ArrayList<>();
    List<CertificateProblem> problems = new ArrayList<>();
    TreeSet<Path> entries = new TreeSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (entries.size() == MOST_IN_DIRECTORY) {
          problems.add(
              CertificateProblem.soon("only " + MOST_IN_DIRECTORY + " files are looked at"));
          break;
        }
        if (Files.isRegularFile(entry)) {
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      problems.add(CertificateProblem.bad("cannot be read: " + e));
    }
    for (Path entry : entries) {
      CertificateFile file = file(ByteNames.fromPath(entry), uses);
      if (!file.certificates().isEmpty()) {
        found.add(file); // lists of revoked ones and the like lie there as well
      }
    }
    if (found.isEmpty() && problems.isEmpty()) {
      problems.add(CertificateProblem.soon("holds no certificates"));
    }
    if (!problems.isEmpty()) {
      found.addFirst(
          new CertificateFile(ByteNames.toText(path), List.copyOf(uses), List.of(), problems));
    }
    return found;
  }
}
