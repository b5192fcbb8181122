package io.stoker.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches paths by watching the real directories that they lead through. A directory is watched
 * before what is in it is looked at, so whatever changes after the look is told; links are resolved
 * here, name by name, so that each of them and each directory behind it is watched too.
 */
final class WatchTree implements Watcher, WatchBackend.Sink {

  /** As many links as the kernel follows in one path. */
  private static final int MAX_LINKS = 40;

  /** Looks at a busy lock before giving up: about as long as another drain takes. */
  private static final int SPINS = 500;

  private final Disk disk;
  private final WatchBackend backend;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, WatchNode.Inode> inodes = new HashMap<>();
  private final Set<Registration> fired = new LinkedHashSet<>();

  /**
   * To be taken off by whoever has the lock: who cancels may be an event loop, which never waits.
   */
  private final Queue<Registration> cancelled = new ConcurrentLinkedQueue<>();

  private @Nullable WatchNode root;
  private final AtomicInteger registrations = new AtomicInteger();
  private volatile boolean draining;
  private final Function<String, @Nullable String> remoteNames;
  private final RefusedMounts refused;

  WatchTree(Disk disk, WatchBackend backend) {
    this(
        disk,
        backend,
        disk instanceof LinuxDisk
            ? path -> RemoteFileSystems.nameOf(Linux.fileSystem(path))
            : path -> null,
        System::nanoTime);
  }

  /**
   * A tree.
   *
   * @param remoteNames the name of the file system at a path, if changes there are not told
   */
  WatchTree(
      Disk disk,
      WatchBackend backend,
      Function<String, @Nullable String> remoteNames,
      LongSupplier nanoTime) {
    this.disk = disk;
    this.backend = backend;
    this.remoteNames = remoteNames;
    this.refused = new RefusedMounts(nanoTime);
  }

  /** One watch: where it hangs, so that it can be taken off. */
  final class Registration implements Watch {
    private final Runnable listener;
    private final List<Runnable> detachments = new ArrayList<>(2);

    private Registration(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void cancel() {
      cancelled.add(this);
      takeOffCancelled();
    }

    private void detach() {
      detachments.forEach(Runnable::run);
      detachments.clear();
    }
  }

  /** A directory that cannot be watched ends setting the watch. */
  private static final class Unwatchable extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Impossible impossible;

    Unwatchable(String path, String why) {
      super(why, null, false, false);
      this.impossible = new Impossible(path, why);
    }
  }

  @Override
  public Watching watch(String path, Scope scope, Runnable listener) {
    lock.lock();
    try {
      takeOff();
      Registration registration = new Registration(listener);
      Deque<String> names = new ArrayDeque<>();
      push(names, path);
      List<WatchNode> visited = new ArrayList<>();
      try {
        hang(registration, names, scope, visited);
        registrations.incrementAndGet();
        return new Armed(registration);
      } catch (Unwatchable e) {
        registration.detach();
        return e.impossible;
      } finally {
        visited.forEach(this::prune);
      }
    } finally {
      unlock();
    }
  }

  /** Lets go of the lock with nothing left to take off, or with somebody else having it. */
  private void unlock() {
    try {
      takeOff();
    } finally {
      lock.unlock();
    }
    takeOffCancelled();
  }

  /**
   * Who queued something and does not get the lock leaves it to its holder, who looks once more
   * after he has let go of it: so one of the two sees it.
   */
  private void takeOffCancelled() {
    while (!cancelled.isEmpty() && lock.tryLock()) {
      try {
        takeOff();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Under the lock. */
  private void takeOff() {
    for (Registration r = cancelled.poll(); r != null; r = cancelled.poll()) {
      if (!r.detachments.isEmpty()) {
        registrations.decrementAndGet();
        r.detach();
      }
    }
  }

  private void hang(
      Registration registration, Deque<String> names, Scope scope, List<WatchNode> visited)
      throws Unwatchable {
    WatchNode node = root();
    visited.add(node);
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.pop();
      if (name.equals("..")) {
        node = up(node, registration);
        continue;
      }
      WatchNode known = node.children.get(name);
      if (known != null && !(names.isEmpty() && scope == Scope.ENTRY)) {
        node = known;
        continue;
      }
      String path = ByteNames.child(node.path, name);
      String why = refused.why(path);
      if (why != null) {
        throw new Unwatchable(path, why);
      }
      if (!(disk.lstat(path) instanceof Lookup.Found(FileInfo info))) {
        attach(registration, node, name);
        return;
      }
      if (info.isSymlink()) {
        attach(registration, node, name);
        String text = disk.readLink(path);
        if (text == null || ++links > MAX_LINKS) {
          return;
        }
        node = text.startsWith("/") ? root() : node;
        push(names, text);
      } else if (info.isDirectory() && !(names.isEmpty() && scope == Scope.ENTRY)) {
        WatchNode child = enter(node, name, path, info);
        if (child == null) {
          attach(registration, node, name);
          return;
        }
        visited.add(child);
        node = child;
      } else {
        attach(registration, node, name);
        watchFile(registration, node, path, info);
        return;
      }
    }
    if (scope == Scope.CHILDREN) {
      WatchNode here = node;
      here.any.add(registration);
      registration.detachments.add(
          () -> {
            here.any.remove(registration);
            prune(here);
          });
    } else {
      // "/" itself, or a link that leads up: what happens to the directory is its parent's to tell.
      attach(registration, node.parent == null ? node : node.parent, node.name);
    }
  }

  private void attach(Registration registration, WatchNode node, String name) {
    node.attach(name, registration);
    registration.detachments.add(
        () -> {
          node.detach(name, registration);
          prune(node);
        });
  }

  private WatchNode up(WatchNode node, Registration registration) {
    if (node.parent == null) {
      return node;
    }
    attach(registration, node.parent, node.name);
    return node.parent;
  }

  private WatchNode root() throws Unwatchable {
    WatchNode r = root;
    if (r == null) {
      Lookup seen = disk.lstat("/");
      long device = seen instanceof Lookup.Found(FileInfo info) ? info.device() : 0;
      r = new WatchNode(null, "", "/", device, inode("/", backend.addDirectory("/")));
      r.inode.nodes.add(r);
      root = r;
    }
    return r;
  }

  /** Watches a directory; null when it is none any more, which its parent's watch will tell. */
  private @Nullable WatchNode enter(WatchNode parent, String name, String path, FileInfo info)
      throws Unwatchable {
    WatchNode known = parent.children.get(name);
    if (known != null) {
      return known;
    }
    refuseRemote(parent, path, info);
    int id = backend.addDirectory(path);
    if (id == -Errno.ENOENT.number() || id == -Errno.ENOTDIR.number()) {
      return null;
    }
    WatchNode child = new WatchNode(parent, name, path, info.device(), inode(path, id));
    child.inode.nodes.add(child);
    parent.children.put(name, child);
    return child;
  }

  /**
   * A file with further names, or one mounted here from elsewhere, is changed without its directory
   * being told: it is watched itself.
   */
  private void watchFile(Registration registration, WatchNode node, String path, FileInfo info)
      throws Unwatchable {
    refuseRemote(node, path, info);
    if (!info.isRegular() || (info.nlink() <= 1 && info.device() == node.device)) {
      return;
    }
    int id = backend.addFile(path);
    if (id == -Errno.ENOENT.number()) {
      return;
    }
    WatchNode.Inode inode = inode(path, id);
    inode.files.add(registration);
    registration.detachments.add(
        () -> {
          inode.files.remove(registration);
          drop(inode);
        });
  }

  private void refuseRemote(WatchNode parent, String path, FileInfo info) throws Unwatchable {
    if (info.device() == parent.device && parent.parent != null) {
      return;
    }
    String remote = remoteNames.apply(path);
    if (remote != null) {
      String why = "changes on a " + remote + " file system are not told";
      refused.add(path, why);
      throw new Unwatchable(path, why);
    }
  }

  private WatchNode.Inode inode(String path, int id) throws Unwatchable {
    if (id < 0) {
      throw new Unwatchable(
          path,
          id == -Errno.ENOSPC.number()
              ? "the limit of inotify watches is reached (sysctl fs.inotify.max_user_watches)"
              : "(" + -id + ")" + Errno.message(-id));
    }
    return inodes.computeIfAbsent(id, WatchNode.Inode::new);
  }

  private void prune(WatchNode start) {
    WatchNode node = start;
    while (node != null && node.unused() && node.inode.nodes.remove(node)) {
      drop(node.inode);
      if (node.parent == null) {
        root = null;
      } else {
        node.parent.children.remove(node.name, node);
      }
      node = node.parent;
    }
  }

  private void drop(WatchNode.Inode inode) {
    if (inode.unused() && inodes.remove(inode.id, inode)) {
      backend.remove(inode.id);
    }
  }

  /** Puts the names of a path before those that are left. */
  private static void push(Deque<String> names, String path) {
    String[] parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !parts[i].equals(".")) {
        names.push(parts[i]);
      }
    }
  }

  @Override
  public int drain() {
    if (nothingHappened()) {
      return 0;
    }
    lock.lock();
    try {
      return drainLocked();
    } finally {
      unlock();
    }
  }

  @Override
  public boolean tryDrain() {
    if (nothingHappened()) {
      return true;
    }
    for (int i = 0; !lock.tryLock(); i++) {
      if (i == SPINS) {
        return false;
      }
      Thread.onSpinWait();
    }
    try {
      drainLocked();
      return true;
    } finally {
      unlock();
    }
  }

  /** Whether all that happened up to now has been told. Takes no lock. */
  private boolean nothingHappened() {
    // In this order: who takes a change out of the queue is draining until it has been told.
    return registrations.get() == 0 || (!backend.mayHaveEvents() && !draining);
  }

  private int drainLocked() {
    draining = true;
    try {
      takeOff(); // those are not to be told
      backend.poll(this);
      if (fired.isEmpty()) {
        return 0;
      }
      List<Registration> now = List.copyOf(fired);
      fired.clear();
      now.forEach(Registration::detach);
      try {
        tell(now);
      } finally {
        // Not before: who sees that nothing is watched takes it that nothing has changed.
        registrations.addAndGet(-now.size());
      }
      return now.size();
    } finally {
      draining = false;
    }
  }

  /** Tells all of them, whatever one of them throws. */
  private static void tell(List<Registration> changed) {
    RuntimeException failure = null;
    for (Registration registration : changed) {
      try {
        registration.listener.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void named(int id, String name) {
    WatchNode.Inode inode = inodes.get(id);
    if (inode != null) {
      inode.nodes.forEach(node -> node.affected(name, fired::add));
    }
  }

  @Override
  public void self(int id) {
    WatchNode.Inode inode = inodes.get(id);
    if (inode != null) {
      inode.nodes.forEach(node -> node.all(fired::add));
      fired.addAll(inode.files);
    }
  }

  @Override
  public void overflow() {
    for (WatchNode.Inode inode : inodes.values()) {
      self(inode.id);
    }
  }

  @Override
  public boolean immediate() {
    return backend.immediate();
  }

  @Override
  public int registrations() {
    return registrations.get();
  }

  @Override
  public int watchedInodes() {
    lock.lock();
    try {
      return inodes.size();
    } finally {
      unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      backend.close();
    } finally {
      unlock();
    }
  }
}
