using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>
/// The hypervisor's management of VIFs: brings them up through the device's control plane, changes, freezes and destroys them.
/// A guest is cut off its window before its VIF goes, and its receive pages are taken from the device before anyone else
/// may use them.
/// </summary>
public sealed class VifManager : IManagementListener, IDriverOwner, IStateful
{
    /// <summary>Replies kept for whoever asks.</summary>
    public const int Kept = 256;

    private const uint DrainFlag = 1;
    private const uint All = uint.MaxValue;

    private readonly IDmaMapping _mapping;
    private readonly InterruptDispatcher _interrupts;
    private readonly IReadOnlyList<VifGuest> _guests;
    private readonly EventQueue _events;
    private readonly List<ManagementReply> _replies = [];
    private readonly VifLife[] _lives = new VifLife[64];
    private readonly bool[] _drains = new bool[64];
    private int _awaited;
    private bool _booting;

    internal VifManager(
        HostParts parts, IDmaMapping mapping, InterruptDispatcher interrupts, IReadOnlyList<VifGuest> guests)
    {
        _mapping = mapping;
        _interrupts = interrupts;
        _guests = guests;
        _events = parts.Events;
        Client = new ManagementClient(parts.Events, parts.Port, parts.Plan, parts.HypervisorParameters, this);
    }

    public ManagementClient Client { get; }

    /// <summary>The last replies, oldest first.</summary>
    public IReadOnlyList<ManagementReply> Replies => _replies;

    /// <summary>Every VIF wanted at the start is up; guests start after this returns.</summary>
    public Action? AllUp { get; set; }

    /// <summary>The device or a VIF did not come up; says why.</summary>
    public Action<string>? Failed { get; set; }

    /// <summary>What kept the device or a VIF from coming up; null while all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Tick at which every VIF wanted at the start was up; -1 before.</summary>
    public long UpAt { get; private set; } = -1;

    /// <summary>A guest is about to let go of its window.</summary>
    public bool IsClosing => Array.IndexOf(_lives, VifLife.Closing) >= 0;

    public VifLife LifeOf(int vif) => _lives[vif];

    /// <summary>Waits for the device and brings up every VIF that does not start down.</summary>
    public void Start()
    {
        _booting = true;
        _interrupts.Management = Client;
        _interrupts.Enable(management: true);
        foreach (VifGuest guest in _guests)
        {
            guest.Driver.Owner = this;
            if (guest.Request.StartsDown)
            {
                guest.Driver.Abandon();
                _mapping.Revoke(guest.Layout.Vif);
                _interrupts.SetBound(guest.Driver, false);
            }
        }

        Client.Start();
    }

    /// <summary>Creates a VIF that is down.</summary>
    public void BringUp(int vif)
    {
        Expect(vif, VifLife.Down);
        VifGuest guest = _guests[vif];
        VifLayout layout = guest.Layout;
        VifRequest request = guest.Request;
        if (!_booting)
        {
            _mapping.Grant(vif);
            _interrupts.SetBound(guest.Driver, true);
        }

        _lives[vif] = VifLife.Creating;
        Client.Submit(ManagementCall.Of(
            ManagementCommand.CreateVif,
            vif,
            (uint)vif,
            layout.Domain,
            (uint)(layout.Mac >> 16),
            (uint)layout.Mac << 16,
            (uint)request.Port,
            ((uint)layout.SendSlots << 16) | (uint)layout.ReceiveSlots,
            ((uint)layout.SendSlotBytes << 16) | (uint)layout.ReceiveSlotBytes,
            (uint)request.Weight,
            request.RateKbps,
            request.BurstBytes,
            (uint)request.Priority,
            layout.ReceiveBusAddress,
            (uint)layout.ReceiveAreaBytes,
            request.IsPromiscuous ? 1u : 0));
    }

    public void Reconfigure(int vif, VifChange change) => Client.Submit(change.For(vif));

    /// <summary>Stops fetching and delivering; the answer holds the queues' indices.</summary>
    public void Freeze(int vif) => Client.Submit(ManagementCall.Of(ManagementCommand.FreezeVif, vif, (uint)vif));

    public void Thaw(int vif) => Client.Submit(ManagementCall.Of(ManagementCommand.ThawVif, vif, (uint)vif));

    /// <summary>Takes a VIF down; what its guest has queued is sent first, or dropped.</summary>
    public void Destroy(int vif, bool drain)
    {
        if (_lives[vif] is not (VifLife.Up or VifLife.Frozen))
        {
            Expect(vif, VifLife.Up);
        }

        _lives[vif] = VifLife.Closing;
        _drains[vif] = drain;
        _guests[vif].Driver.Close();
    }

    /// <summary>The device's counters of a VIF, in the order of firmware/xscale/README.md.</summary>
    public void Query(int vif) => Client.Submit(ManagementCall.Of(ManagementCommand.QueryVif, vif, (uint)vif));

    public void QueryAll() => Client.Submit(ManagementCall.Of(ManagementCommand.QueryVif, -1, All));

    /// <inheritdoc/>
    void IDriverOwner.OnDriverClosed(int vif)
    {
        _lives[vif] = VifLife.Destroying;
        Client.Submit(ManagementCall.Of(
            ManagementCommand.DestroyVif, vif, (uint)vif, _drains[vif] ? DrainFlag : 0));
    }

    /// <inheritdoc/>
    void IManagementListener.OnReady()
    {
        foreach (VifGuest guest in _guests)
        {
            if (!guest.Request.StartsDown)
            {
                _awaited++;
                BringUp(guest.Layout.Vif);
            }
        }

        Boot();
    }

    /// <inheritdoc/>
    void IManagementListener.OnReply(ManagementReply reply)
    {
        if (_replies.Count == Kept)
        {
            _replies.RemoveAt(0);
        }

        _replies.Add(reply);
        switch (reply.Command)
        {
            case ManagementCommand.CreateVif when Is(reply.Vif, VifLife.Creating):
                OnCreated(reply);
                break;
            case ManagementCommand.DestroyVif when Is(reply.Vif, VifLife.Destroying):
                OnDestroyed(reply);
                break;
            case ManagementCommand.FreezeVif when reply.IsOk:
                _lives[reply.Vif] = VifLife.Frozen;
                break;
            case ManagementCommand.ThawVif when reply.IsOk:
                _lives[reply.Vif] = VifLife.Up;
                break;
        }
    }

    /// <inheritdoc/>
    void IManagementListener.OnBootFailure(string reason) => Fail(reason);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.vifs");
        visitor.Visit(Client);
        visitor.Value(ref _awaited);
        visitor.Value(ref _booting);
        visitor.Block(_lives);
        visitor.Block(_drains);
        if (!visitor.IsHashing)
        {
            long upAt = UpAt;
            visitor.Value(ref upAt);
            UpAt = upAt;
        }
    }

    private bool Is(int vif, VifLife life) => (uint)vif < (uint)_lives.Length && _lives[vif] == life;

    private void OnCreated(ManagementReply reply)
    {
        VifLayout layout = _guests[reply.Vif].Layout;
        string? problem = !reply.IsOk ? $"CreateVif ended with {reply.Status}"
            : reply.Answer[0] != layout.SendDramAddress
                ? $"the device put the send area at 0x{reply.Answer[0]:x8}, not 0x{layout.SendDramAddress:x8}"
            : null;
        if (problem is not null)
        {
            _lives[reply.Vif] = VifLife.Down;
            if (_booting)
            {
                Fail($"VIF {reply.Vif}: {problem}");
            }
            else
            {
                Revoke(reply.Vif);
            }

            return;
        }

        _lives[reply.Vif] = VifLife.Up;
        if (_booting)
        {
            _awaited--;
            Boot();
        }
        else
        {
            _guests[reply.Vif].Driver.Start();
        }
    }

    // A VIF that the device could not let go of keeps its pages: they may still be written.
    private void OnDestroyed(ManagementReply reply)
    {
        if (reply.IsOk)
        {
            _lives[reply.Vif] = VifLife.Down;
            Revoke(reply.Vif);
        }
    }

    private void Revoke(int vif)
    {
        _guests[vif].Driver.Abandon();
        _interrupts.SetBound(_guests[vif].Driver, false);
        _mapping.Revoke(vif);
    }

    private void Boot()
    {
        if (_awaited > 0 || Failure is not null)
        {
            return;
        }

        _booting = false;
        UpAt = _events.Now;
        AllUp?.Invoke();
        foreach (VifGuest guest in _guests)
        {
            if (_lives[guest.Layout.Vif] == VifLife.Up)
            {
                guest.Driver.Start();
            }
        }
    }

    private void Fail(string reason)
    {
        Failure ??= reason;
        Failed?.Invoke(reason);
    }

    private void Expect(int vif, VifLife life)
    {
        if (_lives[vif] != life)
        {
            throw new InvalidOperationException($"VIF {vif} is {_lives[vif]}, not {life}");
        }
    }
}
