namespace IxpSvnic.Benchmarks.Arm;

/// <summary>Million instructions a second of processor time on one program.</summary>
/// <param name="Name">The program.</param>
/// <param name="Ours">The interpreter, with TLBs, caches and cycles.</param>
/// <param name="User">qemu-arm.</param>
/// <param name="System">qemu-system-arm.</param>
/// <param name="CyclesPerInstruction">Of the model.</param>
internal sealed record ArmComparison(string Name, double Ours, double User, double System, double CyclesPerInstruction);
