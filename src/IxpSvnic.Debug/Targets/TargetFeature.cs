namespace IxpSvnic.Debug.Targets;

/// <summary>Registers that the debugger looks for by the name of their set.</summary>
/// <param name="Name">As <c>org.gnu.gdb.arm.core</c>.</param>
/// <param name="Registers">In the order of their numbers.</param>
public sealed record TargetFeature(string Name, IReadOnlyList<TargetRegister> Registers);
