package org.cairn.change.internal;

/** Which twin this machine chooses. */
public final class MachineKernels {
  private MachineKernels() {}

  public static String name() {
    return Kernels.chosen().getClass().getSimpleName();
  }
}
