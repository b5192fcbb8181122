package io.stoker.parity;

import java.util.List;
import java.util.Set;

/**
 * What was seen when an item was carried out, in the form in which case files write it.
 *
 * @param item the item
 * @param lines reply, output of a check, or lines of an access log
 * @param marks attributes of the reply, such as {@code closed}
 * @param log lines of the error log that were added meanwhile
 * @param scenarioLog all lines of the error log, complete only after the scenario
 * @param exit the exit status of a check
 */
record Observation(
    Item.Tested item,
    List<String> lines,
    Set<String> marks,
    List<String> log,
    List<String> scenarioLog,
    int exit) {}
