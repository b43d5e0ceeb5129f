namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A node reads or writes a register; with a command the target does, until the signal comes.</summary>
internal readonly record struct RegisterAccess(
    RegisterSymbol Symbol,
    bool Reads,
    bool Writes,
    bool ByCommand = false,
    InstructionOperand? Operand = null);
