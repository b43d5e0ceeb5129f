namespace IxpSvnic.Pci.Bus;

/// <summary>The receiving end of an INTx# line: a level, active when asserted.</summary>
public interface IPciInterruptPin
{
    /// <summary>The line changed at the current tick.</summary>
    void OnInterruptLine(bool asserted);
}
