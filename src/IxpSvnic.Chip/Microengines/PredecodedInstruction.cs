using System.Runtime.InteropServices;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>An instruction as the interpreter wants it: operands resolved to array places, 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PredecodedInstruction
{
    public MicroOp Op;

    public OperandAccess AccessA;

    public OperandAccess AccessB;

    /// <summary>Absolute or Windowed when the result is a plain store, else anything above.</summary>
    public OperandAccess FastDest;

    /// <summary>How the destination is reached when it is not a plain store.</summary>
    public OperandAccess AccessDest;

    public ShiftKind Shift;

    public byte ShiftAmount;

    public byte Defer;

    /// <summary>Lost cycles of a taken branch or a swap after its filled slots.</summary>
    public byte LostCycles;

    /// <summary>Context, signal, state, bit, byte or CAM state; commands: signal.</summary>
    public byte Parameter;

    /// <summary>br=byte value; cam_lookup: pointer; commands: count.</summary>
    public byte Value;

    public PredecodedFlags Flags;

    public ushort A;

    public ushort B;

    /// <summary>Destination; commands: first transfer register in its context's window.</summary>
    public ushort Dest;

    /// <summary>Branch target, resume address, local or chip CSR number.</summary>
    public ushort Target;

    /// <summary>immed: the value; crc: type, bytes; ctx_arb: wake-up mask; cap[fast_wr]: the constant.</summary>
    public uint Immediate;

    /// <summary>ld_field, immed: bits of the destination that are replaced.</summary>
    public uint Mask;
}
