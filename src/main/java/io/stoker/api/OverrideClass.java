package io.stoker.api;

/** What AllowOverride grants; every directive of a {@code .htaccess} belongs to one class. */
public enum OverrideClass {
  AUTH_CONFIG("AuthConfig"),
  FILE_INFO("FileInfo"),
  INDEXES("Indexes"),
  LIMIT("Limit"),
  OPTIONS("Options"),
  /** Allowed wherever {@code .htaccess} files are read at all and any class is granted. */
  ANY("All");

  private final String word;

  OverrideClass(String word) {
    this.word = word;
  }

  /** The word of AllowOverride. */
  public String word() {
    return word;
  }
}
