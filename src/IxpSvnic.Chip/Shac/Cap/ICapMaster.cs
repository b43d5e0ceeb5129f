namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>XScale gasket or PCI unit, which read microengines' CSRs and transfer registers through the CAP.</summary>
public interface ICapMaster
{
    /// <summary>The longword asked for with a token has come, now.</summary>
    void OnCapReply(long token, uint value);
}
