<?xml version="1.0" encoding="UTF-8"?>
<!-- Canonical card registration to the bank's request: give each element and attribute the bank's name for it. The
  namespace of the message is the stylesheet's default one; what stands in braces is an XPath. -->
<xsl:stylesheet version="3.0" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:my-bank:registration:1">

  <xsl:template match="/cardRegistration">
    <RegisterCard reference="{requestId}" requestor="{requestorId}">
      <Customer>{account/id}</Customer>
      <Card reference="{card/cardRef}">
        <Number>{card/pan}</Number>
        <Expiry>{card/expiry}</Expiry>
      </Card>
      <Device kind="{device/type}">
        <Id>{device/id}</Id>
        <xsl:if test="device/name ne ''">
          <Name>{device/name}</Name>
        </xsl:if>
      </Device>
    </RegisterCard>
  </xsl:template>

</xsl:stylesheet>
