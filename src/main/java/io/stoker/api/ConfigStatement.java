package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive of the configuration as it was read, with variables replaced. What acts while files
 * are read (Include, IfModule, Define …) has acted and is not there.
 *
 * @param name as written; of a section without its brackets
 * @param args what follows the name, without secrets; of a section without the bracket at the end
 * @param isSection whether it holds others
 * @param inside what a section holds
 * @param module whose directive it is; null where the module is not there
 */
public record ConfigStatement(
    String name,
    String args,
    boolean isSection,
    Position position,
    List<ConfigStatement> inside,
    @Nullable HttpdModule module) {}
