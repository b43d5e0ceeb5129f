namespace IxpSvnic.Pci.HostSeam;

/// <summary>Who waits for a host processor's read.</summary>
public interface IHostCpuClient
{
    /// <summary>The value read (AD[31:0]); all ones after an abort.</summary>
    void OnReadComplete(long cookie, uint value);
}
