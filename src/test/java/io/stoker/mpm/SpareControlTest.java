package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.MpmSettings;
import io.stoker.mpm.SpareControl.Census;
import io.stoker.mpm.SpareControl.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareControlTest {

  private final List<String> log = new ArrayList<>();
  private final SpareControl control =
      new SpareControl(
          (message, args) ->
              log.add(
                  message.module() + ":" + message.level().word() + " " + message.format(args)));

  /** Lets {@code seconds} pass with children that stay idle; how many there were after each. */
  private List<Integer> grow(MpmSettings settings, int from, int seconds) {
    List<Integer> counts = new ArrayList<>();
    int children = from;
    for (int i = 0; i < seconds; i++) {
      int idle = children * settings.threadsPerChild();
      children += control.next(settings, new Census(idle, children, children)).start();
      counts.add(children);
    }
    return counts;
  }

  @Test
  void startsTwiceAsManyEachSecondUpToThirtyTwo() {
    MpmSettings prefork = Sizes.prefork().maxWorkers(200).spare(200, 201).build();
    assertThat(grow(prefork, 1, 8)).containsExactly(2, 4, 8, 16, 32, 64, 96, 128);
  }

  @Test
  void countsThreadsWithEventAndChildrenWithPrefork() {
    MpmSettings event = Sizes.event().threads(2).maxWorkers(400).spare(256, 300).build();
    assertThat(grow(event, 1, 9)).containsExactly(2, 4, 8, 16, 32, 64, 96, 128, 128);
  }

  @Test
  void neverStartsMoreThanMaxRequestWorkersTakes() {
    MpmSettings event = Sizes.event().threads(25).maxWorkers(150).spare(1000, 2000).build();
    assertThat(grow(event, 3, 3)).containsExactly(4, 6, 6);
  }

  @Test
  void beginsWithOneAgainOnceThereWereEnough() {
    MpmSettings prefork = Sizes.prefork().maxWorkers(200).spare(5, 10).build();
    assertThat(grow(prefork, 1, 4)).containsExactly(2, 4, 8, 8);
    assertThat(control.next(prefork, new Census(0, 8, 8)).start()).isEqualTo(1);
    assertThat(control.next(prefork, new Census(0, 9, 9)).start()).isEqualTo(2);
  }

  @Test
  void doesNotGrowForTenSecondsAfterARestart() {
    MpmSettings prefork = Sizes.prefork().maxWorkers(200).spare(100, 101).build();
    control.restarted();
    List<Integer> counts = grow(prefork, 1, 13);
    assertThat(counts.subList(0, 10)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(counts.subList(10, 13)).containsExactly(12, 14, 18);
  }

  @Test
  void retiresOneASecondWhileMoreThanTheMostAreIdle() {
    MpmSettings event = Sizes.event().threads(25).maxWorkers(400).spare(75, 250).build();
    assertThat(control.next(event, new Census(251, 11, 11))).isEqualTo(new Decision(0, 1));
    assertThat(control.next(event, new Census(250, 10, 11))).isEqualTo(Decision.NOTHING);
  }

  @Test
  void tellsFromEightOn() {
    MpmSettings prefork = Sizes.prefork().maxWorkers(64).spare(64, 65).build();
    grow(prefork, 1, 6);
    assertThat(log)
        .containsExactly(
            "mpm_prefork:info AH00162: server seems busy, (you may need to increase StartServers,"
                + " or Min/MaxSpareServers), spawning 8 children, there are 8 idle, and 8 total"
                + " children",
            "mpm_prefork:info AH00162: server seems busy, (you may need to increase StartServers,"
                + " or Min/MaxSpareServers), spawning 16 children, there are 16 idle, and 16 total"
                + " children",
            "mpm_prefork:info AH00162: server seems busy, (you may need to increase StartServers,"
                + " or Min/MaxSpareServers), spawning 32 children, there are 32 idle, and 32 total"
                + " children");
  }

  @Test
  void eventAndWorkerSayItInTheirOwnWay() {
    MpmSettings event = Sizes.event().threads(1).maxWorkers(64).spare(10, 20).build();
    for (int i = 0; i < 4; i++) {
      control.next(event, new Census(0, 7, 9));
    }
    MpmSettings worker = Sizes.worker().threads(1).maxWorkers(64).spare(10, 20).build();
    control.next(worker, new Census(3, 15, 15));
    assertThat(log)
        .containsExactly(
            "mpm_event:info AH00486: server seems busy, (you may need to increase StartServers,"
                + " ThreadsPerChild or Min/MaxSpareThreads), spawning 8 children, there are around"
                + " 0 idle threads, 7 active children, and 2 children that are shutting down",
            "mpm_worker:info AH00289: server seems busy, (you may need to increase StartServers,"
                + " ThreadsPerChild or Min/MaxSpareThreads), spawning 16 children, there are around"
                + " 3 idle threads, and 15 total children");
  }

  @Test
  void tellsOnceThatThereCannotBeMore() {
    MpmSettings event = Sizes.event().threads(2).maxWorkers(8).spare(4, 6).build();
    control.next(event, new Census(3, 4, 4));
    control.next(event, new Census(3, 4, 4));
    control.next(event, new Census(0, 4, 4));
    control.next(event, new Census(0, 4, 4));
    control.next(event, new Census(3, 4, 4));
    assertThat(log)
        .containsExactly(
            "mpm_event:error AH10159: server is within MinSpareThreads of MaxRequestWorkers,"
                + " consider raising the MaxRequestWorkers setting",
            "mpm_event:error AH00484: server reached MaxRequestWorkers setting, consider raising"
                + " the MaxRequestWorkers setting");
  }

  @Test
  void preforkKnowsOneMessageAndTellsAgainAfterAChange() {
    control.next(Sizes.prefork().maxWorkers(3).spare(3, 4).build(), new Census(2, 3, 3));
    control.next(Sizes.prefork().maxWorkers(4).spare(4, 5).build(), new Census(2, 4, 4));
    String line =
        "mpm_prefork:error AH00161: server reached MaxRequestWorkers setting, consider raising the"
            + " MaxRequestWorkers setting";
    assertThat(log).containsExactly(line, line);
  }
}
