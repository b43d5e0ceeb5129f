namespace IxpSvnic.Debug.Targets;

/// <summary>A 32-bit register that the debugger sees.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Type">A type of the debugger: <c>uint32</c>, <c>data_ptr</c>, <c>code_ptr</c>.</param>
/// <param name="Group">The register group it is printed with; only general ones are saved around calls that the debugger makes.</param>
public sealed record TargetRegister(string Name, string Type = "uint32", string Group = TargetRegister.General)
{
    public const string General = "general";
}
