package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to choose from. */
sealed interface Found {

  /**
   * Variants, best source first.
   *
   * @param validator entity tag of where they were found, or null
   */
  record Variants(List<Variant> list, @Nullable String validator) implements Found {}

  /** A type map among the files, which is used instead of them. */
  record Map(Exchange looked) implements Found {}

  /** An error to answer with. */
  record Failed(int status) implements Found {}
}
