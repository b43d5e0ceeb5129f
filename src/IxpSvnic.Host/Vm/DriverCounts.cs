using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Host.Vm;

/// <summary>What a driver counted.</summary>
public struct DriverCounts
{
    public long Received;
    public long ReceivedBytes;
    public long Sent;
    public long SentBytes;

    /// <summary>Slots with an impossible length.</summary>
    public long Rejected;

    /// <summary>Looks at an index that is further ahead than the ring is long.</summary>
    public long RingErrors;

    /// <summary>Sends refused because the queue was full.</summary>
    public long SendFull;

    public long Interrupts;

    /// <summary>Interrupts that came while the driver was awake.</summary>
    public long Coalesced;

    /// <summary>Rounds begun by an interrupt that found nothing to do.</summary>
    public long Spurious;

    public long Polls;

    /// <summary>Rounds that found something only by looking again after the unmask.</summary>
    public long FoundLate;

    /// <summary>Times the send watchdog, not a signal, found room.</summary>
    public long WatchdogRescues;

    internal readonly void Report(StatisticsSheet sheet, string name)
    {
        sheet.Count($"{name}.received", Received);
        sheet.Count($"{name}.receivedBytes", ReceivedBytes);
        sheet.Count($"{name}.sent", Sent);
        sheet.Count($"{name}.sentBytes", SentBytes);
        sheet.Count($"{name}.rejected", Rejected);
        sheet.Count($"{name}.ringErrors", RingErrors);
        sheet.Count($"{name}.sendFull", SendFull);
        sheet.Count($"{name}.interrupts", Interrupts);
        sheet.Count($"{name}.interruptsCoalesced", Coalesced);
        sheet.Count($"{name}.interruptsSpurious", Spurious);
        sheet.Count($"{name}.polls", Polls);
        sheet.Count($"{name}.foundLate", FoundLate);
        sheet.Count($"{name}.watchdogRescues", WatchdogRescues);
    }
}
