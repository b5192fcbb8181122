package io.stoker.files;

import java.util.List;

/**
 * What walking a path found, as httpd's directory walk needs it. Paths carry no slash at their end
 * (but {@code /} itself); {@code pathInfo} is what followed in the path asked for, with its leading
 * slash, or empty.
 */
public sealed interface Walked {

  /**
   * The symbolic links that the walk followed or refused, in order; what a plan depends on. When
   * links lead to the root that a walk was to stay beneath, the root is the first.
   */
  List<Link> links();

  /**
   * A symbolic link on the way.
   *
   * @param path where the link is
   * @param info of the link itself
   */
  record Link(String path, FileInfo info) {}

  /**
   * A file or directory is there.
   *
   * @param path the longest part of the path that exists; what follows a file is path info
   * @param info of the file, symbolic links followed
   * @param pathInfo what follows a file; {@code /} for a file asked for with a slash at the end;
   *     always empty for a directory
   */
  record Found(String path, FileInfo info, String pathInfo, List<Link> links) implements Walked {
    public Found {
      links = List.copyOf(links);
    }
  }

  /**
   * A name does not exist in a directory that does.
   *
   * @param path ends with the first name that is missing (httpd's {@code r->filename} for a 404)
   */
  record Missing(String path, String pathInfo, List<Link> links) implements Walked {
    public Missing {
      links = List.copyOf(links);
    }
  }

  /**
   * The policy forbids a symbolic link, or its target cannot be reached: httpd's 403 with {@code
   * AH00037: Symbolic link not allowed or link target not accessible}.
   *
   * @param path of the link
   */
  record LinkRefused(String path, List<Link> links) implements Walked {
    public LinkRefused {
      links = List.copyOf(links);
    }
  }

  /**
   * The path cannot be walked beyond this: search permission ({@code AH00035}), a name that is too
   * long or another error ({@code AH00036}), or a way out of the root it was to stay beneath.
   */
  record Failed(String path, Lookup why, List<Link> links) implements Walked {
    public Failed {
      links = List.copyOf(links);
    }
  }
}
