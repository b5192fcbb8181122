package io.stoker.api;

import java.util.List;

/** A configuration as it was read, for those who show it. */
public interface ConfigurationView {

  /** The main file, absolute. */
  String file();

  /** The loaded modules in the order of loading, static ones first. */
  List<HttpdModule> modules();

  /** The directives outside of all sections, each with what it holds, in the order of the files. */
  List<ConfigStatement> statements();

  /** Who has a hook in a phase, in the order in which they run. */
  List<Placed> hooks(Phase phase);

  /** A module's hook and its coarse place. */
  record Placed(HttpdModule module, Hook.Order order) {}
}
