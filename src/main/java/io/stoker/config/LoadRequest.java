package io.stoker.config;

import io.stoker.api.HttpdModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What to load: the command line's part of a configuration.
 *
 * @param serverRoot {@code -d}; an absolute directory, one byte a char
 * @param file {@code -f}, relative to the server root
 * @param before the lines of {@code -C}, read before the file
 * @param after the lines of {@code -c}, read after it
 * @param defines the names of {@code -D}
 * @param modules what {@code LoadModule} can load, and the modules that are always there
 * @param environment the variables that {@code ${NAME}} falls back to
 * @param program the name that messages begin with
 * @param checkOnly {@code -t}: nothing is opened, nothing will be served
 * @param checkDocumentRoot false for {@code -T}
 * @param requireListen whether a configuration without Listen is an error
 */
public record LoadRequest(
    String serverRoot,
    String file,
    List<String> before,
    List<String> after,
    List<String> defines,
    List<HttpdModule> modules,
    Map<String, String> environment,
    String program,
    boolean checkOnly,
    boolean checkDocumentRoot,
    boolean requireListen) {

  public LoadRequest {
    before = List.copyOf(before);
    after = List.copyOf(after);
    defines = List.copyOf(defines);
    modules = List.copyOf(modules);
    environment = Map.copyOf(environment);
  }

  /** The file with the modules on the class path and this process's environment. */
  public static LoadRequest of(String serverRoot, String file) {
    List<HttpdModule> modules = new ArrayList<>();
    ServiceLoader.load(HttpdModule.class).forEach(modules::add);
    return new LoadRequest(
        serverRoot,
        file,
        List.of(),
        List.of(),
        List.of(),
        modules,
        System.getenv(),
        "httpd",
        false,
        true,
        true);
  }

  public LoadRequest withBefore(List<String> lines) {
    return new LoadRequest(
        serverRoot,
        file,
        lines,
        after,
        defines,
        modules,
        environment,
        program,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  public LoadRequest withAfter(List<String> lines) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        lines,
        defines,
        modules,
        environment,
        program,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  public LoadRequest withDefines(List<String> names) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        names,
        modules,
        environment,
        program,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  public LoadRequest withModules(List<? extends HttpdModule> available) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        defines,
        List.copyOf(available),
        environment,
        program,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  public LoadRequest withEnvironment(Map<String, String> variables) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        defines,
        modules,
        variables,
        program,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  public LoadRequest withProgram(String name) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        defines,
        modules,
        environment,
        name,
        checkOnly,
        checkDocumentRoot,
        requireListen);
  }

  /** For {@code -t}; {@code -T} does not look whether document roots exist. */
  public LoadRequest checking(boolean documentRoots) {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        defines,
        modules,
        environment,
        program,
        true,
        documentRoots,
        requireListen);
  }

  /** For tests and tools that have no listener. */
  public LoadRequest withoutListen() {
    return new LoadRequest(
        serverRoot,
        file,
        before,
        after,
        defines,
        modules,
        environment,
        program,
        checkOnly,
        checkDocumentRoot,
        false);
  }
}
