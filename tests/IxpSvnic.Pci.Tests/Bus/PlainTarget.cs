using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Pci.Tests.Bus;

/// <summary>A megabyte at an address.</summary>
internal sealed class PlainTarget(uint start) : IPciTarget
{
    public byte[] Memory { get; } = new byte[1 << 20];

    public int MostBytes { get; set; } = PciTransaction.MaxBytes;

    public long WaitTicks { get; set; }

    public bool Narrow { get; set; }

    public PciOutcome Answer { get; set; } = PciOutcome.Completed;

    public List<long> FirstData { get; } = [];

    public bool Claims(in PciTransaction transaction) =>
        transaction.Address >= start && transaction.Address - start < Memory.Length;

    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        if (Answer != PciOutcome.Completed)
        {
            return new PciResponse(Answer);
        }

        FirstData.Add(now);
        int bytes = Math.Min(transaction.Length, MostBytes);
        Span<byte> memory = Memory.AsSpan((int)(transaction.Address & 0xf_ffff), bytes);
        if (transaction.IsWrite)
        {
            transaction.Payload[..bytes].CopyTo(memory);
        }
        else
        {
            memory.CopyTo(transaction.Payload);
        }

        return new PciResponse(PciOutcome.Completed, bytes, WaitTicks, Narrow);
    }
}
