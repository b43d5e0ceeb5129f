namespace IxpSvnic.Chip.Msf;

/// <summary>The SPI-3 pins of the chip: where ports are attached and what they tell the MSF.</summary>
public interface ISpi3Link
{
    /// <summary>Connects a port at an SPI-3 address, 0-31.</summary>
    void Attach(int address, ISpi3Phy phy);

    /// <summary>The port has become able to send a receive burst.</summary>
    void OnReceiveAvailable(int address);

    /// <summary>The port has more room for transmit bursts than before.</summary>
    void OnTransmitRoom(int address);
}
