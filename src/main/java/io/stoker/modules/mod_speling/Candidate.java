package io.stoker.modules.mod_speling;

/** A name of the directory that may be what was meant. */
record Candidate(String name, Likeness likeness) {}
