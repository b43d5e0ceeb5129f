using System.Runtime.InteropServices;

namespace IxpSvnic.Arm.Instructions;

/// <summary>An instruction as the interpreter wants it: 16 bytes, operands taken apart.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct CodeInstruction
{
    /// <summary>The register number that always reads 0 and stands for an operand that is not there.</summary>
    public const byte Zero = 16;

    /// <summary>Bit of <see cref="Hazards"/>: position of the condition XOR 14, so that "always" is 0.</summary>
    public const int ConditionShift = 16;

    /// <summary>Bit of <see cref="Hazards"/>: reads the program counter.</summary>
    public const uint ReadsPc = 1 << 20;

    /// <summary>Bit of <see cref="Hazards"/>: what it reads of the program counter is word-aligned.</summary>
    public const uint AlignsPc = 1 << 21;

    /// <summary>Bit of <see cref="Hazards"/>: its shifter operand is the result of the instruction before it.</summary>
    public const uint ShifterWaits = 1 << 22;

    /// <summary>Bits 15:0: the registers it reads or writes. Bits 31:16: what else must be looked at before it executes.</summary>
    public uint Hazards;

    /// <summary>Constant operand, offset, or the (equivalent ARM) word where the micro-op takes it apart itself.</summary>
    public uint Immediate;

    public MicroOp Op;

    public byte D;

    public byte N;

    public byte M;

    /// <summary>Shift amount, or the register s.</summary>
    public byte S;

    /// <summary>Issue latency in cycles.</summary>
    public byte IssueCycles;

    /// <summary>Number of its row in the ARM table (Thumb: of its equivalent).</summary>
    public short Row;
}
