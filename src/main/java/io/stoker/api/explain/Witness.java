package io.stoker.api.explain;

import io.stoker.api.Position;
import io.stoker.api.Slot;

/**
 * Somebody who wants to know how a request is answered. Requests of clients have none; one that is
 * only explained has, and nobody gets its reply.
 */
public interface Witness {

  /** A line of the configuration decided what the hook at work does. */
  void decidedBy(Position line);

  /**
   * The same of the line in force that fills a slot and speaks of a word.
   *
   * @param word one of those by which its directive's lines differ, such as a status or an
   *     extension; case and a dot in front do not count
   */
  void decidedBy(Slot<?> slot, String word);

  /**
   * The hook would now do what outlasts the request: start a program, write a file, ask another
   * server. It must not.
   *
   * @param what a sentence's end: {@code the script /srv/cgi-bin/x is not run}
   */
  void notDone(String what);

  /** A rule of a list was tried. */
  void tried(RuleTrial rule);
}
