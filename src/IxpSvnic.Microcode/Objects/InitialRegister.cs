using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// A general-purpose register preset by the loader: relative registers in every context, or in one only.
/// </summary>
/// <param name="Register">A GPR, relative or absolute.</param>
/// <param name="Value">The value.</param>
/// <param name="Context">The one context of a relative register, or -1 for all.</param>
public readonly record struct InitialRegister(Operand Register, uint Value, int Context = -1);
