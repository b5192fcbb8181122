package io.stoker.fleet;

import java.util.List;

/** Who should be there. */
public interface Roster {

  /**
   * What a look found.
   *
   * @param notes what could not be found out, and why
   */
  record Found(List<Member> members, List<String> notes) {
    public Found {
      members = List.copyOf(members);
      notes = List.copyOf(notes);
    }
  }

  /** Looks; may block for as long as a name server takes. Never throws. */
  Found look();
}
