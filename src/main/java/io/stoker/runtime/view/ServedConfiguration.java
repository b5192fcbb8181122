package io.stoker.runtime.view;

import io.stoker.api.Core;
import io.stoker.api.HttpdModule;
import io.stoker.api.Server;
import io.stoker.config.ConfigReport;
import io.stoker.config.Diagnostic;
import io.stoker.config.IncludedFile;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.runtime.certificates.CertificateFile;
import io.stoker.runtime.certificates.Certificates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that is served, for those who show it: where every directive stands, what hosts
 * and modules there are, and the files as they were read.
 */
public final class ServedConfiguration {

  private final Snapshot snapshot;
  private final LoadResult loaded;
  private final List<HttpdModule> offered;
  private final SecretMask secrets;

  /**
   * What was made of a load.
   *
   * @param offered every module that could be loaded
   */
  public ServedConfiguration(Snapshot snapshot, LoadResult loaded, List<HttpdModule> offered) {
    this.snapshot = snapshot;
    this.loaded = loaded;
    this.offered = List.copyOf(offered);
    this.secrets = new SecretMask(this.offered);
  }

  /** Its number, from 1. */
  public long generation() {
    return snapshot.generation();
  }

  /** The main server, then the virtual hosts in the order of the files. */
  public List<VirtualHost> hosts() {
    Set<String> taken = new HashSet<>();
    List<VirtualHost> hosts = new ArrayList<>();
    for (Server server : snapshot.servers()) {
      List<String> first = server.addresses().stream().filter(taken::add).toList();
      hosts.add(
          new VirtualHost(
              server.label(),
              server.name(),
              server.port(),
              server.isVirtual(),
              server.get(Core.SERVER_ALIASES),
              server.addresses(),
              first,
              server.isVirtual() ? server.position() : null,
              text(server.get(Core.DOCUMENT_ROOT)),
              text(server.get(Core.ERROR_LOG)),
              ByteNames.toText(server.get(Core.SERVER_ADMIN))));
    }
    return List.copyOf(hosts);
  }

  private static @Nullable String text(@Nullable String bytes) {
    return bytes == null ? null : ByteNames.toText(bytes);
  }

  /** The loaded modules in loading order, then the others by name. */
  public List<ModuleView> modules() {
    List<ModuleView> all = new ArrayList<>();
    Set<String> loadedOnes = new HashSet<>();
    for (HttpdModule module : snapshot.modules()) {
      loadedOnes.add(module.name());
      all.add(view(module, true));
    }
    for (HttpdModule module : ConfigReport.available(offered)) {
      if (!loadedOnes.contains(module.name())) {
        all.add(view(module, false));
      }
    }
    return List.copyOf(all);
  }

  private static ModuleView view(HttpdModule module, boolean isLoaded) {
    return new ModuleView(
        module.name(),
        module.identifier(),
        isLoaded,
        module.isStatic(),
        module.hooks().stream()
            .map(h -> new ModuleView.HookPlace(h.phase().name(), h.order().name()))
            .toList(),
        ConfigReport.directives(module).stream().map(Object::toString).toList());
  }

  /** Identifiers of modules that the configuration loads and that there are not. */
  public List<String> missingModules() {
    return loaded.report().unsupported();
  }

  /** Every directive of the loaded modules, by module, in the order of their tables. */
  public List<DirectiveView> directives() {
    return DirectiveList.of(snapshot, loaded.report());
  }

  /** The access and error logs of the hosts, host by host. */
  public List<LogView> logs() {
    return LogList.of(snapshot, directives());
  }

  /** The file of one of its logs, by the path that {@link #logs} gives; null for all else. */
  public @Nullable Path logFile(String path) {
    return LogList.file(logs(), path);
  }

  /** The certificate files that it names; looks at the disk. */
  public List<CertificateFile> certificates(Instant now) {
    return Certificates.of(loaded.report(), now);
  }

  /** The {@code .htaccess} files of the sites; looks at the disk, not longer than two seconds. */
  public HtaccessFiles.Found htaccess() {
    return new HtaccessFiles(snapshot, System::nanoTime).find();
  }

  /** One of them as it is on disk, without secrets; null for every other file. */
  public @Nullable ConfigText htaccess(String path) {
    String text = htaccessBytes(path);
    return text == null ? null : ConfigText.of(ByteNames.fromText(path), secrets.hide(text));
  }

  /** All of it, one byte a char. */
  public @Nullable String htaccessBytes(String path) {
    return new HtaccessFiles(snapshot, System::nanoTime).read(path);
  }

  /** Where one of them is; null for every other file. */
  public HtaccessFiles.@Nullable Place htaccessPlace(String path) {
    return new HtaccessFiles(snapshot, System::nanoTime).place(path);
  }

  /** What there was to say when it was loaded. */
  public List<Finding> findings() {
    return loaded.diagnostics().stream().map(ServedConfiguration::finding).toList();
  }

  /** A diagnostic as it is shown. */
  public static Finding finding(Diagnostic d) {
    return new Finding(d.level().word(), d.module(), d.terminal(), d.position());
  }

  /** The files in the order in which they were read, each once. */
  public List<ConfigFile> files() {
    List<ConfigFile> files = new ArrayList<>();
    collect(loaded.report().includes(), null, new HashSet<>(), files);
    return List.copyOf(files);
  }

  private void collect(
      IncludedFile from, @Nullable String path, Set<String> seen, List<ConfigFile> files) {
    for (IncludedFile file : from.included()) {
      String text = texts().get(file.path());
      if (text != null && seen.add(file.path())) {
        files.add(ConfigFile.of(file.path(), path, path == null ? 0 : file.line(), text));
      }
      collect(file, file.path(), seen, files);
    }
  }

  /**
   * The text of one of them, without secrets, by the path that {@link #files} gives; null where
   * there is none.
   */
  public @Nullable ConfigText file(String path) {
    String bytes = ByteNames.fromText(path);
    String text = texts().get(bytes);
    return text == null ? null : ConfigText.of(bytes, secrets.hide(text));
  }

  /** What hides secrets from those who are shown the files. */
  public SecretMask secrets() {
    return secrets;
  }

  /** The texts by path as they were read, one byte a char, with all that is secret in them. */
  public Map<String, String> texts() {
    return loaded.report().files();
  }
}
