namespace IxpSvnic.Host.Vm;

/// <summary>A driver's memory between steps. Plain data, no gaps.</summary>
internal struct DriverState
{
    /// <summary>Until then the guest's processor is busy.</summary>
    public long BusyUntil;

    /// <summary>Tick of the run event that counts, or Never.</summary>
    public long RunAt;

    /// <summary>Tick of the send watchdog that counts, or Never.</summary>
    public long WatchdogAt;

    public DriverStep Step;

    /// <summary>The application waits for room to send.</summary>
    public bool WantSend;

    /// <summary>The application cannot take a frame until it can send.</summary>
    public bool ReceiveBlocked;

    /// <summary>This round began with an interrupt and has found nothing yet.</summary>
    public bool NothingFound;

    /// <summary>The event channel fired while the guest was awake: another round must follow this one.</summary>
    public bool NotifiedAgain;

    /// <summary>Masks last written.</summary>
    public byte Masks;

    /// <summary>Nothing more is sent; what was written still goes out.</summary>
    public bool Closing;

    internal byte Reserved;
}
