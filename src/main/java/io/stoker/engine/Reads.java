package io.stoker.engine;

import io.stoker.api.RequestHeaders;
import io.stoker.files.Dependencies;
import io.stoker.files.Disk;
import io.stoker.files.FileIdentity;
import io.stoker.files.RecordingDisk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the outside while a request was answered: all that its reply can depend on
 * besides the virtual host and the request target. One for a request with its sub-requests and
 * internal redirects.
 */
final class Reads implements RequestHeaders.Recorder {

  /** What can be read besides header fields, variables and files. */
  enum Fact {
    METHOD,
    VERSION,
    CLIENT_ADDRESS,
    /** Where the connection comes from, which need not be the client. */
    PEER_ADDRESS,
    CLIENT_NAME,
    /** Who the PROXY protocol says is the client. */
    PROXIED,
    CONNECTION,
    TLS,
    LOCAL_ADDRESS,
    TIME,
    /** The second in which the request came. */
    SECOND,
    BODY
  }

  private final Set<String> headers = new LinkedHashSet<>();
  private final Set<String> changedHeaders = new LinkedHashSet<>();
  private final Set<Fact> facts = EnumSet.noneOf(Fact.class);
  private final Map<String, @Nullable String> variables = new LinkedHashMap<>();
  private final List<Dependencies.Dependency> cachedFiles = new ArrayList<>();
  private final Set<String> unplannable = new LinkedHashSet<>();
  private final RecordingDisk disk;
  private boolean allHeaders;

  Reads(Disk disk) {
    this.disk = new RecordingDisk(disk, null);
  }

  /** The disk, each look at which is remembered. */
  Disk disk() {
    return disk;
  }

  @Override
  public void readHeader(String name) {
    headers.add(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void readAllHeaders() {
    allHeaders = true;
  }

  @Override
  public void changedHeader(String name) {
    changedHeaders.add(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean isChanged(String name) {
    return changedHeaders.contains(name.toLowerCase(Locale.ROOT));
  }

  void read(Fact fact) {
    facts.add(fact);
  }

  void readVariable(String name, @Nullable String value) {
    variables.put(name, value);
  }

  /** A file that was not looked at now, as what it was parsed to was made from it. */
  void readParsed(String path, FileIdentity seen) {
    disk.remember(path, seen);
  }

  /** A file that was not looked at now, as the cache of access files knew it. */
  void readCached(String path, FileIdentity seen) {
    cachedFiles.add(new Dependencies.Dependency(path, Dependencies.Look.FOLLOW, seen));
  }

  void unplannable(String reason) {
    unplannable.add(reason);
  }

  /** Names of the header fields read, in lower case. */
  Set<String> headers() {
    return headers;
  }

  /** Whether the fields were looked through as a whole. */
  boolean allHeaders() {
    return allHeaders;
  }

  Set<Fact> facts() {
    return facts;
  }

  /** Variables of the process's environment with what they held. */
  Map<String, @Nullable String> variables() {
    return variables;
  }

  /** Files and directories with what was seen there, but for what a cache knew. */
  Dependencies files() {
    return disk.dependencies();
  }

  /** The same with what a cache knew. */
  Dependencies allFiles() {
    List<Dependencies.Dependency> all = new ArrayList<>(disk.dependencies().seen());
    all.addAll(cachedFiles);
    return new Dependencies(all);
  }

  /** Why the reply must not be kept; empty where it may be. */
  Set<String> unplannable() {
    if (disk.isTooMany()) {
      unplannable.add("too many files");
    }
    return unplannable;
  }
}
