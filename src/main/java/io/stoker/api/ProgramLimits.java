package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * What RLimitCPU, RLimitMEM and RLimitNPROC say about programs that answer requests.
 *
 * @param cpu seconds of processor time; null where nothing was said
 * @param memory bytes of address space
 * @param processes of the user whom the programs run as
 */
public record ProgramLimits(@Nullable Limit cpu, @Nullable Limit memory, @Nullable Limit processes)
    implements Mergeable<ProgramLimits> {

  public static final ProgramLimits UNSET = new ProgramLimits(null, null, null);

  /**
   * A soft limit and a hard one.
   *
   * @param soft {@link #MAX} for as much as the hard limit allows, 0 for what it is already
   * @param hard 0 for what it is already
   */
  public record Limit(long soft, long hard) {

    public static final long MAX = -1;

    /** Reads the arguments; the second is a number, or stands for what the limit is already. */
    public static Limit read(String soft, @Nullable String hard) {
      long first = soft.equalsIgnoreCase("max") ? MAX : Math.max(0, Numbers.leadingLong(soft));
      return new Limit(first, hard == null ? 0 : Math.max(0, Numbers.leadingLong(hard)));
    }
  }

  public ProgramLimits withCpu(Limit limit) {
    return new ProgramLimits(limit, memory, processes);
  }

  public ProgramLimits withMemory(Limit limit) {
    return new ProgramLimits(cpu, limit, processes);
  }

  public ProgramLimits withProcesses(Limit limit) {
    return new ProgramLimits(cpu, memory, limit);
  }

  @Override
  public ProgramLimits over(ProgramLimits parent) {
    return new ProgramLimits(
        cpu != null ? cpu : parent.cpu,
        memory != null ? memory : parent.memory,
        processes != null ? processes : parent.processes);
  }
}
