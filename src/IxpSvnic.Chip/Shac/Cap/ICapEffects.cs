namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>What writes of CAP registers do beyond storing bits.</summary>
internal interface ICapEffects
{
    /// <summary>Raises a signal in a thread for a write executed at a tick.</summary>
    void RaiseSignal(int me, int context, int signal, long executed);

    /// <summary>Sets a thread's bit in the interrupt controller.</summary>
    void InterruptXscale(bool isB, int me, int context, long executed);

    void ChangeGlobalControl(int offset, uint value, uint before);
}
