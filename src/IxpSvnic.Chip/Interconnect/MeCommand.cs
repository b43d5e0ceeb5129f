using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>
/// One I/O command as a microengine puts it on the command bus: everything resolved (addresses added, overrides of
/// <c>indirect_ref</c> applied, transfer registers absolute) and the write data sampled at issue (assumption A3).
/// Plain data; in-flight commands live in the <see cref="CommandPool"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct MeCommand
{
    /// <summary>Most longwords a command pulls: 16 quadwords.</summary>
    public const int MaxWords = 32;

    /// <summary>In place of a microengine's index: the XScale's gasket, which shares the command bus of cluster 0.</summary>
    public const byte XscaleMaster = 8;

    /// <summary>Tick of issue in the microengine.</summary>
    public long Time;

    /// <summary>Tick at which the command bus granted it; set by the bus.</summary>
    public long Granted;

    /// <summary>Source A plus source B; for cap[fast_wr] the data.</summary>
    public uint Address;

    /// <summary>The override word, valid with <see cref="HasIndirect"/>: rbuf_rd/tbuf_wr take the buffer address from it.</summary>
    public uint Indirect;

    /// <summary>Which command.</summary>
    public MicroOp Op;

    /// <summary>Chip CSR number of a cap command.</summary>
    public ushort Csr;

    /// <summary>Control store address of the issuing instruction.</summary>
    public ushort Pc;

    /// <summary>Index of the issuing microengine, 0-7, or <see cref="XscaleMaster"/>.</summary>
    public byte Me;

    /// <summary>Issuing context.</summary>
    public byte Context;

    /// <summary>Receiving microengine, the issuer unless overridden.</summary>
    public byte DestMe;

    /// <summary>Receiving context.</summary>
    public byte DestContext;

    /// <summary>First transfer register, absolute 0-127 in its file.</summary>
    public byte Register;

    /// <summary>Transfer registers are D registers.</summary>
    public bool IsD;

    /// <summary>Signal number, 0 = none; with <see cref="SignalPair"/> the even one of the pair.</summary>
    public byte Signal;

    /// <summary>Signals n and n+1 are both raised.</summary>
    public bool SignalPair;

    /// <summary>Units: longwords, quadwords for DRAM, hashes for the hash unit.</summary>
    public byte Count;

    /// <summary>Longwords in <see cref="Data"/>.</summary>
    public byte DataWords;

    /// <summary>Byte mask of a write, bit 0 = the lowest byte address of each unit; 0xff = all.</summary>
    public byte ByteMask;

    /// <summary><see cref="Indirect"/> is valid.</summary>
    public bool HasIndirect;

    /// <summary>The access ended in a PCI abort; microengines do not notice, the XScale takes an external abort.</summary>
    public bool IsAbort;

    /// <summary>Pulled longwords, in transfer register order.</summary>
    public WordBuffer Data;

    /// <summary>Cluster of the issuing master, 0 or 1.</summary>
    public readonly int Cluster => Me >> 2 & 1;

    /// <summary>Cluster whose push bus brings the data, 0 or 1.</summary>
    public readonly int DestCluster => DestMe >> 2 & 1;

    /// <summary>Signal bit or bits that the command raises, in SIG_EVENTS layout.</summary>
    public readonly ushort SignalMask =>
        Signal == 0 ? (ushort)0 : SignalPair ? (ushort)(3 << (Signal & 0xe)) : (ushort)(1 << Signal);

    /// <summary>The pulled longwords.</summary>
    [InlineArray(MaxWords)]
    public struct WordBuffer
    {
        private uint _first;
    }
}
