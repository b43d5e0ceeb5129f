namespace IxpSvnic.Chip.Memory;

/// <summary>
/// Is told of accesses to addresses where nothing is. The unit has completed the access as on hardware without a fault
/// line (reads 0, writes ignored); whether the run goes on is the receiver's decision.
/// </summary>
public interface IAccessFaultSink
{
    void OnFault(in AccessFault fault);
}
