using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>
/// Host memory at bus address 0 with pages that can be taken away, a processor that notes what it reads, an interrupt
/// pin.
/// </summary>
internal sealed class TestHost(FrameLedger ledger) : IUpstreamMemory, IHostInterruptPin, IHostCpuClient
{
    private const int MemoryBytes = 16 << 20;

    public FlatMemory Memory { get; } = new(MemoryBytes);

    public TagMap Tags { get; } = new(ledger, MemoryBytes);

    public HashSet<ulong> UnmappedPages { get; } = [];

    public List<(ulong Address, int Length, long Time)> Writes { get; } = [];

    public List<(ulong Address, int Length, long Time)> Reads { get; } = [];

    public List<(long Cookie, uint Value, long Time)> Answers { get; } = [];

    public List<bool> Interrupt { get; } = [];

    /// <summary>Notes every burst.</summary>
    public bool Notes { get; set; } = true;

    public long TranslationTicks { get; set; }

    public Func<long> Clock { get; set; } = () => 0;

    public Action<long, uint>? Answered { get; set; }

    public bool Claims(ulong busAddress) => busAddress < MemoryBytes;

    public UpstreamResult Write(ulong busAddress, ReadOnlySpan<byte> data, int tag, long now)
    {
        if (Notes)
        {
            Writes.Add((busAddress, data.Length, now));
        }

        if (UnmappedPages.Contains(busAddress >> 12))
        {
            return new UpstreamResult(false, TranslationTicks);
        }

        data.CopyTo(Memory.Write((long)busAddress, data.Length));
        Tags.Mark((long)busAddress, data.Length, tag, now);
        return new UpstreamResult(true, TranslationTicks);
    }

    public UpstreamResult Read(ulong busAddress, Span<byte> data, out int tag, long now)
    {
        if (Notes)
        {
            Reads.Add((busAddress, data.Length, now));
        }

        tag = 0;
        if (UnmappedPages.Contains(busAddress >> 12))
        {
            data.Fill(0xff);
            return new UpstreamResult(false, TranslationTicks);
        }

        Memory.Read((long)busAddress, data.Length).CopyTo(data);
        tag = Tags.First((long)busAddress, data.Length);
        return new UpstreamResult(true, TranslationTicks);
    }

    public void OnInterruptLine(bool asserted) => Interrupt.Add(asserted);

    public void OnReadComplete(long cookie, uint value)
    {
        Answers.Add((cookie, value, Clock()));
        Answered?.Invoke(cookie, value);
    }
}
