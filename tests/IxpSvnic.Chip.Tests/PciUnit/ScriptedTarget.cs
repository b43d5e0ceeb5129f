using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Chip.Tests.PciUnit;

/// <summary>16 MB of bus memory at 4000_0000 and I/O space, which retries, disconnects and aborts as told.</summary>
internal sealed class ScriptedTarget : IPciTarget
{
    public const uint Base = 0x4000_0000;

    public byte[] Memory { get; } = new byte[1 << 20];

    public List<(PciCommand Command, uint Address, int Bytes, long Time)> Log { get; } = [];

    /// <summary>Every attempt, retried ones included.</summary>
    public List<(uint Address, bool Retried)> Attempts { get; } = [];

    public Queue<int> Retries { get; } = new();

    public int MostBytes { get; set; } = PciTransaction.MaxBytes;

    public uint AbortFrom { get; set; } = uint.MaxValue;

    public bool Claims(in PciTransaction transaction) =>
        transaction.IsIo || (transaction.Address >= Base && transaction.Address < Base + Memory.Length);

    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        bool retried = Retries.TryPeek(out int left) && left > 0;
        Attempts.Add((transaction.Address, retried));
        if (retried)
        {
            Retries.Dequeue();
            if (left > 1)
            {
                Retries.Enqueue(left - 1);
            }

            return PciResponse.Retry;
        }

        if (transaction.Address >= AbortFrom)
        {
            return PciResponse.TargetAbort;
        }

        int bytes = Math.Min(transaction.Length, MostBytes);
        Log.Add((transaction.Command, transaction.Address, bytes, now));
        Span<byte> memory = Memory.AsSpan((int)(transaction.Address & 0xf_ffff), bytes);
        if (transaction.IsWrite)
        {
            transaction.Payload[..bytes].CopyTo(memory);
        }
        else
        {
            memory.CopyTo(transaction.Payload);
        }

        return PciResponse.Accept(bytes);
    }
}
