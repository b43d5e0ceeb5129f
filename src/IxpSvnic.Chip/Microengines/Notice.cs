using System.Runtime.InteropServices;
using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Microengines;

/// <summary>An entry of <see cref="NoticeQueue"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Notice
{
    /// <summary>Tick of its cause.</summary>
    public long Time;

    /// <summary>
    /// Reply: pool slot of the request. Fault: the word's low half. Trace point: the register's value.
    /// </summary>
    public uint Argument;

    /// <summary>Fault: bits 39:32 of the word.</summary>
    public byte High;

    public NoticeKind Kind;

    public MicroengineFaultKind Fault;

    public byte Context;

    public ushort Address;

    public byte Count;

    private byte _reserved;

    private uint _reserved2;

    public MeCommand.WordBuffer Data;
}
