package io.stoker.api;

import java.util.List;

/** What a type checker learned from the parts of a file's name, for content negotiation. */
public final class NameParts {

  /**
   * The parts of the file's name, as written and in order, that say nothing about its content: its
   * first part and unknown extensions. Not set where no part says anything. A variant found by
   * MultiViews may have only those that the request named.
   */
  public static final Key<List<String>> UNCLAIMED = Key.named("parts of the name not claimed");

  private NameParts() {}
}
