package io.stoker.advisor;

/**
 * A statement of the tuning guide that can be advised on. Rules are stateless, have a public
 * constructor without arguments, and are found by {@link java.util.ServiceLoader}.
 */
public interface Rule {

  /** The statement's number: {@code SR-048}. */
  String id();

  /** What it looks at, in one line of Markdown. */
  String looksAt();

  /** What it comes to for a site. May read files, and take some milliseconds. */
  Finding judge(Site site);
}
