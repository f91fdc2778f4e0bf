package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.app.web.api.RateLimits.Kind;
import org.cairn.register.WebSettings;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RateLimits limits = new RateLimits(new WebSettings.RateLimit(5, 1), nanos::get);

  private void later(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Test
  void lets_a_burst_through_and_then_so_many_a_second() {
    for (int each = 0; each < 50; each++) {
      assertThat(limits.take(Kind.READS, "a").isOver()).isFalse();
    }
    RateLimits.State over = limits.take(Kind.READS, "a");
    assertThat(over.isOver()).isTrue();
    assertThat(over.waitSeconds()).isEqualTo(1);
    later(Duration.ofSeconds(1));
    for (int each = 0; each < 5; each++) {
      assertThat(limits.take(Kind.READS, "a").isOver()).isFalse();
    }
    assertThat(limits.take(Kind.READS, "a").isOver()).isTrue();
  }

  @Test
  void says_what_there_is_and_what_is_left() {
    RateLimits.State state = limits.take(Kind.ACTS, "a");
    assertThat(state.policy()).isEqualTo("\"acts\";q=10;w=10");
    assertThat(state.state()).isEqualTo("\"acts\";r=9;t=1");
  }

  @Test
  void counts_each_sender_and_each_kind_for_itself() {
    for (int each = 0; each < 10; each++) {
      limits.take(Kind.ACTS, "a");
    }
    assertThat(limits.take(Kind.ACTS, "a").isOver()).isTrue();
    assertThat(limits.take(Kind.ACTS, "b").isOver()).isFalse();
    assertThat(limits.take(Kind.READS, "a").isOver()).isFalse();
  }

  @Test
  void a_bucket_is_never_more_than_full() {
    limits.take(Kind.ACTS, "a");
    later(Duration.ofDays(1));
    assertThat(limits.take(Kind.ACTS, "a").state()).contains("r=9");
  }

  @Test
  void forgets_who_was_not_heard_of_for_longest() {
    for (int each = 0; each < 10; each++) {
      limits.take(Kind.ACTS, "first");
    }
    for (int each = 0; each < 20_000; each++) {
      limits.take(Kind.ACTS, "other " + each);
    }
    assertThat(limits.take(Kind.ACTS, "first").isOver()).isFalse();
  }
}
