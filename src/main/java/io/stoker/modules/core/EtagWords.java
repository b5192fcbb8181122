package io.stoker.modules.core;

import io.stoker.api.Core.EtagPart;
import io.stoker.api.Core.FileEtag;
import io.stoker.api.DirectiveException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of FileETag. */
final class EtagWords {

  private static final Set<EtagPart> ALL =
      EnumSet.of(EtagPart.INODE, EtagPart.MTIME, EtagPart.SIZE);

  private EtagWords() {}

  /** Reads one directive; {@code before} is what an earlier one said at the same place. */
  static FileEtag parse(List<String> words, FileEtag before) throws DirectiveException {
    Set<EtagPart> absolute = null;
    Set<EtagPart> add = new HashSet<>(before.add());
    Set<EtagPart> remove = new HashSet<>(before.remove());
    for (String word : words) {
      char sign = word.startsWith("+") || word.startsWith("-") ? word.charAt(0) : 0;
      String name = sign == 0 ? word : word.substring(1);
      Set<EtagPart> parts = named(name, sign);
      if (sign == 0) {
        // A plain word takes back what signs before it said.
        add.clear();
        remove.clear();
        absolute = absolute == null || parts.isEmpty() ? new HashSet<>() : absolute;
        absolute.addAll(parts);
      } else if (sign == '+') {
        add.addAll(parts);
        remove.removeAll(parts);
      } else {
        remove.addAll(parts);
        add.removeAll(parts);
      }
    }
    Set<EtagPart> said = absolute == null ? before.absolute() : Set.copyOf(absolute);
    return new FileEtag(said, Set.copyOf(add), Set.copyOf(remove));
  }

  private static Set<EtagPart> named(String name, char sign) throws DirectiveException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> plain("None", sign, Set.of());
      case "all" -> plain("All", sign, ALL);
      case "inode" -> Set.of(EtagPart.INODE);
      case "mtime" -> Set.of(EtagPart.MTIME);
      case "size" -> Set.of(EtagPart.SIZE);
      case "digest" -> Set.of(EtagPart.DIGEST);
      default ->
          throw new DirectiveException("Unknown keyword '" + name + "' for FileETag directive");
    };
  }

  private static Set<EtagPart> plain(String keyword, char sign, Set<EtagPart> parts)
      throws DirectiveException {
    if (sign != 0) {
      throw new DirectiveException(
          "FileETag keyword '" + keyword + "' cannot be used with '+' or '-'");
    }
    return parts;
  }
}
