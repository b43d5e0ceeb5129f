namespace IxpSvnic.Host.Vm;

/// <summary>The guest's end of its event channel.</summary>
public interface IVirtualInterruptTarget
{
    /// <summary>The hypervisor notifies the guest at the current tick. False: it was awake already.</summary>
    bool OnVirtualInterrupt();
}
