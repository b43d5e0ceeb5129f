namespace IxpSvnic.Host.Vm;

/// <summary>How a driver learns of messages (svnic-system 2.2): masked = poll, unmasked = interrupt.</summary>
public enum ReceiveMode
{
    Interrupt,
    Poll,
}
