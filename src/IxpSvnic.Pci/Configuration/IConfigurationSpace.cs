namespace IxpSvnic.Pci.Configuration;

/// <summary>A device's configuration registers as enumeration reaches them before the machine's time begins.</summary>
public interface IConfigurationSpace
{
    uint Read(int offset);

    void Write(int offset, uint value);
}
